package io.tagstream.topology.speculation;

import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.topology.metrics.Miss;
import io.tagstream.topology.state.StreamKey;
import io.tagstream.topology.state.StreamStoreReader;
import io.tagstream.topology.tagging.TaggingAnswer;
import io.tagstream.topology.tagging.TaggingInput;
import io.tagstream.topology.tagging.TextRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is tagged ahead for one task. For every record whose turn has come its thread calls {@link
 * #take} and, when the outcome is forwarded and the store changed, {@link #settle}. Belongs to the
 * task and its thread, which closes it before the store of streams.
 */
public final class TaskSpeculation implements AutoCloseable {
  private final Speculator speculator;
  private final Backlog backlog;
  private final SpeculatedTask task;

  /** By topic. */
  private final Map<String, PolledPartition> partitions = new HashMap<>();

  /** By key. */
  private final Map<ByteBuffer, StreamChain> chains = new HashMap<>();

  private final Usefulness usefulness = new Usefulness();

  /** Highest timestamp that has been processed or will be, in milliseconds since the epoch. */
  private long streamTime;

  /** The record whose turn it is, if it was polled here, and whether its answer was used. */
  private @Nullable PolledText current;

  private boolean used;

  TaskSpeculation(Speculator speculator, Backlog backlog, SpeculatedTask task) {
    this.speculator = speculator;
    this.backlog = backlog;
    this.task = task;
  }

  /**
   * Takes note of records of one partition that were polled.
   *
   * @param number of the first, counted over all partitions
   */
  void polled(String topic, List<ConsumerRecord<byte[], byte[]>> records, long number) {
    PolledPartition partition = partitions.computeIfAbsent(topic, name -> new PolledPartition());
    backlog.locked(() -> dropFrom(partition, records.get(0).offset()));
    if (partition.isStray()) {
      speculator.giveUp(topic);
      backlog.locked(() -> dropFrom(partition, 0));
      return;
    }
    if (partition.isFull()) {
      return;
    }
    List<PolledText> texts = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      // One with a negative timestamp is no text for the model.
      if (record.timestamp() >= 0) {
        texts.add(polledText(record, number + texts.size(), partition));
      }
    }
    backlog.locked(
        () -> {
          texts.forEach(backlog::add);
          // One alone is tagged by this thread, which comes to it before another one wakes up.
          if (texts.size() > 1) {
            backlog.callForHelp();
          }
        });
  }

  private PolledText polledText(
      ConsumerRecord<byte[], byte[]> record, long number, PolledPartition partition) {
    if (task.limits().allow(record.timestamp())) {
      streamTime = Math.max(streamTime, record.timestamp());
    }
    TextRecord text = TextRecord.copyOf(record);
    byte[] key = text.key();
    StreamChain chain =
        task.store() == null || key == null
            ? null
            : chains.computeIfAbsent(chainKey(text, key), first -> new StreamChain());
    return new PolledText(text, number, streamTime, task, partition, chain);
  }

  /** Where an attribute names routes, a chain may have records of several streams. */
  private ByteBuffer chainKey(TextRecord text, byte[] key) {
    return ByteBuffer.wrap(StreamKey.of(task.tagging().likelyRouteOf(text), key));
  }

  /**
   * Returns the answer to the record whose turn has come, if it was made from this very input and
   * by the model that is in force; waits for it if it is being made, and makes it, together with
   * others, if nobody has begun. Null if there is none: then the record is to be tagged on the
   * spot.
   *
   * @param time highest timestamp that the task has seen, in milliseconds since the epoch
   * @throws Error that ended a thread which tagged ahead
   */
  public @Nullable TaggingAnswer take(TaggingInput input, long time) {
    speculator.throwError();
    streamTime = Math.max(streamTime, time);
    used = false;
    PolledText text = find(input.text().source());
    current = text;
    if (text == null) {
      speculator.learn(input.text().source().getTopic());
      return missed(Miss.NOT_POLLED);
    }
    if (!text.record.sameAs(input.text())) {
      return missed(Miss.OTHER_RECORD);
    }
    Progress end = finish(text, input);
    TaggingAnswer answer = end.answer();
    if (answer == null) {
      return missed(end.miss() == null ? Miss.FAILED : end.miss());
    }
    if (!Objects.requireNonNull(end.input()).sameStream(input)) {
      return missed(Miss.OTHER_STATE);
    }
    if (!answer.model().equals(task.tagging().modelFor(input))) {
      return missed(Miss.OTHER_MODEL);
    }
    used = true;
    task.metrics().used();
    judge(text, true);
    return answer;
  }

  private Progress finish(PolledText text, TaggingInput input) {
    Progress progress = backlog.progress(text);
    while (!progress.isOver()) {
      long begin = System.nanoTime();
      List<PolledText> batch = backlog.batchWith(text, input);
      task.metrics().waitedSince(begin);
      if (!batch.isEmpty()) {
        begin = System.nanoTime();
        speculator.run(batch, task.tagging());
        task.metrics().taggedSince(begin);
      }
      progress = backlog.progress(text);
    }
    return progress;
  }

  private @Nullable TaggingAnswer missed(Miss miss) {
    task.metrics().missed(miss);
    if (current != null && (miss == Miss.OTHER_RECORD || miss == Miss.OTHER_STATE)) {
      judge(current, false);
    }
    return null;
  }

  private void judge(PolledText text, boolean useful) {
    if (usefulness.isPoor(useful)) {
      speculator.giveUp(text.record.source().getTopic());
    }
  }

  /** Finds a record. Those before it do not come to the processor. */
  private @Nullable PolledText find(SourceCoordinates source) {
    PolledPartition partition = partitions.get(source.getTopic());
    if (partition == null) {
      return null;
    }
    PolledText[] found = new PolledText[1];
    backlog.locked(
        () -> {
          for (PolledText old = partition.removeBefore(source.getOffset());
              old != null;
              old = partition.removeBefore(source.getOffset())) {
            forget(old, false);
            judge(old, false);
          }
          found[0] = partition.reach(source.getOffset());
        });
    return found[0];
  }

  /**
   * Takes note that the turn of a record is over: its outcome is forwarded and the store changed.
   *
   * @param tagged whether it was tagged, with the answer of {@link #take} if there was one
   */
  public void settle(TextRecord record, boolean tagged) {
    boolean foretold = used && tagged;
    // A record may be refused before anybody asks for its answer.
    PolledText text = current == null ? find(record.source()) : current;
    current = null;
    used = false;
    backlog.locked(
        () -> {
          if (text != null) {
            text.partition.removeBefore(record.source().getOffset() + 1);
            forget(text, foretold);
          } else if (record.key() != null) {
            StreamChain chain = chains.get(chainKey(record, record.key()));
            if (chain != null) {
              beginAnew(chain);
            }
          }
        });
  }

  /**
   * Forgets a record.
   *
   * @param foretold whether the stream of its key now is what its answer says
   */
  private void forget(PolledText text, boolean foretold) {
    backlog.drop(text);
    if (text.chain == null) {
      return;
    }
    if (text.chain.isEmpty()) {
      chains.remove(chainKey(text.record, Objects.requireNonNull(text.record.key())));
    } else if (!foretold) {
      beginAnew(text.chain);
    }
  }

  private void beginAnew(StreamChain chain) {
    backlog.reset(chain);
    backlog.callForHelp();
  }

  /**
   * An offset that is polled again takes the place of what was polled before, and all behind it.
   */
  private void dropFrom(PolledPartition partition, long offset) {
    for (PolledText old = partition.removeFrom(offset);
        old != null;
        old = partition.removeFrom(offset)) {
      // The records before it stay as good as they are.
      forget(old, true);
    }
  }

  /** Drops all that was polled, and waits until nobody reads the store any more. */
  @Override
  public void close() {
    speculator.detach(this);
    backlog.locked(() -> partitions.values().forEach(partition -> dropFrom(partition, 0)));
    StreamStoreReader store = task.store();
    if (store != null) {
      store.close();
    }
  }
}
