package io.tagstream.topology.speculation;

import io.tagstream.topology.metrics.Miss;
import io.tagstream.topology.tagging.TaggingAnswer;
import io.tagstream.topology.tagging.TaggingInput;
import io.tagstream.topology.tagging.TextRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that was polled and whose turn has not come yet. All but the final fields are guarded by
 * the lock of the {@link Backlog}.
 */
final class PolledText {
  /** About what an answer takes besides the texts and the state it holds, in bytes. */
  private static final int ANSWER_BYTES = 2048;

  /** How far it has come. */
  enum Stage {
    /** Nobody has begun. */
    WAITING,
    /** A batch with it is being computed. */
    RUNNING,
    /** There is an answer. */
    DONE,
    /** There will be no answer; it is tagged when its turn has come. */
    FAILED,
    /** Nobody wants it any more. */
    DROPPED
  }

  final TextRecord record;

  /** Order in which records were polled, over all partitions. */
  final long number;

  /** Highest timestamp that the task will have seen, as far as can be told. */
  final long streamTime;

  final SpeculatedTask task;

  /** The others of its partition. */
  final PolledPartition partition;

  /** The others of its key, or null if it belongs to no stream. */
  final @Nullable StreamChain chain;

  Stage stage = Stage.WAITING;

  /** Whether it is among those that a batch may be made of. */
  boolean ready;

  /** Version of the chain when its batch was put together. */
  int version;

  /** Route on which the state it goes on from is known; null if it is known on none. */
  @Nullable String streamRoute;

  /** That state, if it is known. */
  byte @Nullable [] stream;

  /** What the answer was made from: its stamp. */
  @Nullable TaggingInput input;

  @Nullable TaggingAnswer answer;

  /** Why there will be no answer. */
  @Nullable Miss miss;

  PolledText(
      TextRecord record,
      long number,
      long streamTime,
      SpeculatedTask task,
      PolledPartition partition,
      @Nullable StreamChain chain) {
    this.record = record;
    this.number = number;
    this.streamTime = streamTime;
    this.task = task;
    this.partition = partition;
    this.chain = chain;
  }

  int valueBytes() {
    byte[] value = record.value();
    return value == null ? 0 : value.length;
  }

  /** Goes on from what a record leaves, or from what lies in the store if there is none. */
  void goOnFrom(@Nullable PolledText before) {
    TaggingAnswer left = before == null ? null : before.answer;
    TaggingInput madeFrom = before == null ? null : before.input;
    streamRoute = madeFrom == null ? null : madeFrom.route();
    stream = left == null ? null : left.streamAfter();
  }

  /** Somebody computes it from now on. */
  void begin() {
    stage = Stage.RUNNING;
    version = chain == null ? 0 : chain.version();
  }

  /** Returns whether what it goes on from has turned out to be wrong since it was begun. */
  boolean isOutdated() {
    return chain != null && version != chain.version();
  }

  void answered(TaggingInput madeFrom, TaggingAnswer made) {
    stage = Stage.DONE;
    input = madeFrom;
    answer = made;
  }

  void failed(Miss reason) {
    stage = Stage.FAILED;
    miss = reason;
  }

  /** Forgets the answer, if there is one. */
  void become(Stage other) {
    stage = other;
    input = null;
    answer = null;
    miss = null;
  }

  /** Returns about how many bytes the answer takes; 0 without one. */
  long answerBytes() {
    if (answer == null) {
      return 0;
    }
    byte[] after = answer.streamAfter();
    return ANSWER_BYTES + 4L * valueBytes() + (after == null ? 0 : after.length);
  }
}
