package io.tagstream.topology.speculation;

import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.topology.metrics.Miss;
import io.tagstream.topology.speculation.Speculation.Stage;
import io.tagstream.topology.state.StreamStoreReader;
import io.tagstream.topology.tagging.TaggingAnswer;
import io.tagstream.topology.tagging.TaggingInput;
import io.tagstream.topology.tagging.TextRecord;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.Record;
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

  /** By topic. Guarded by the lock of the backlog, as are the chains. */
  private final Map<String, PolledTexts> polled = new HashMap<>();

  /** By key. */
  private final Map<ByteBuffer, StreamChain> chains = new HashMap<>();

  private final Usefulness usefulness = new Usefulness();

  /** Highest timestamp that has been processed, in milliseconds since the epoch. */
  private long streamTime;

  /** The record whose turn it is, if it was polled here, and whether its answer was used. */
  private @Nullable Speculation current;

  private boolean used;

  TaskSpeculation(Speculator speculator, Backlog backlog, SpeculatedTask task) {
    this.speculator = speculator;
    this.backlog = backlog;
    this.task = task;
  }

  SpeculatedTask task() {
    return task;
  }

  /**
   * Takes note of records of one partition that were polled.
   *
   * @param number of the first, counted over all partitions
   */
  void polled(String topic, List<ConsumerRecord<byte[], byte[]>> records, long number) {
    backlog.locked(
        () -> {
          PolledTexts ahead = polled.computeIfAbsent(topic, name -> new PolledTexts());
          dropFrom(ahead, records.get(0).offset());
          long next = number;
          for (ConsumerRecord<byte[], byte[]> record : records) {
            // One with a negative timestamp is no text for the model.
            if (record.timestamp() >= 0) {
              Speculation text = speculation(record, next++);
              ahead.add(text);
              backlog.add(text);
            }
          }
          // One alone is tagged by this thread, which comes to it before another one wakes up.
          if (next > number + 1) {
            backlog.callForHelp();
          }
        });
  }

  private Speculation speculation(ConsumerRecord<byte[], byte[]> record, long number) {
    SourceCoordinates source =
        new SourceCoordinates(record.topic(), record.partition(), record.offset());
    // The record copies the headers: those of the consumer's are still added to by others.
    TextRecord text =
        new TextRecord(
            new Record<>(record.key(), record.value(), record.timestamp(), record.headers()),
            source);
    StreamChain chain =
        task.store() == null || record.key() == null
            ? null
            : chains.computeIfAbsent(ByteBuffer.wrap(record.key()), key -> new StreamChain());
    return new Speculation(text, number, Math.max(streamTime, record.timestamp()), task, chain);
  }

  /**
   * An offset that is polled again takes the place of what was polled before, and all behind it.
   */
  private void dropFrom(PolledTexts ahead, long offset) {
    for (Speculation old = ahead.removeFrom(offset); old != null; old = ahead.removeFrom(offset)) {
      backlog.drop(old);
    }
  }

  /**
   * Returns the answer to the record whose turn has come, if it was made from this very input and
   * by the model that is in force; waits for it if it is being made, and makes it, together with
   * others, if nobody has begun. Null if there is none: then the record is to be tagged on the
   * spot.
   *
   * @param time highest timestamp that the task has seen, in milliseconds since the epoch
   */
  public @Nullable TaggingAnswer take(TaggingInput input, long time) {
    streamTime = time;
    used = false;
    Speculation text = find(input.text().source());
    current = text;
    if (text == null) {
      speculator.learn(input.text().source().getTopic());
      return missed(Miss.NOT_POLLED);
    }
    if (!text.text.sameAs(input.text())) {
      return missed(Miss.OTHER_RECORD);
    }
    if (finish(text, input) != Stage.DONE) {
      return missed(Miss.FAILED);
    }
    TaggingAnswer answer = Objects.requireNonNull(text.answer);
    if (!Objects.requireNonNull(text.input).sameStream(input)) {
      return missed(Miss.OTHER_STATE);
    }
    if (!answer.model().equals(task.tagging().modelFor(input))) {
      return missed(Miss.OTHER_MODEL);
    }
    used = true;
    judge(true);
    task.metrics().used();
    return answer;
  }

  private Stage finish(Speculation text, TaggingInput input) {
    Stage stage = backlog.stage(text);
    while (stage == Stage.WAITING || stage == Stage.RUNNING) {
      long begin = System.nanoTime();
      List<Speculation> batch = backlog.batchWith(text, input);
      task.metrics().waitedSince(begin);
      if (!batch.isEmpty()) {
        begin = System.nanoTime();
        speculator.run(batch, task.tagging());
        task.metrics().taggedSince(begin);
      }
      stage = backlog.stage(text);
    }
    return stage;
  }

  private @Nullable TaggingAnswer missed(Miss miss) {
    task.metrics().missed(miss);
    if (miss == Miss.OTHER_RECORD || miss == Miss.OTHER_STATE) {
      judge(false);
    }
    return null;
  }

  private void judge(boolean useful) {
    if (usefulness.isPoor(useful) && current != null) {
      speculator.giveUp(current.text.source().getTopic());
    }
  }

  /**
   * Finds a record; those before it never came to their turn, and nothing is known of their keys.
   */
  private @Nullable Speculation find(SourceCoordinates source) {
    PolledTexts ahead = polled.get(source.getTopic());
    if (ahead == null) {
      return null;
    }
    Speculation[] found = new Speculation[1];
    backlog.locked(
        () -> {
          for (Speculation old = ahead.removeBefore(source.getOffset());
              old != null;
              old = ahead.removeBefore(source.getOffset())) {
            forget(old, false);
          }
          found[0] = ahead.firstAt(source.getOffset());
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
    Speculation text = current == null ? find(record.source()) : current;
    current = null;
    used = false;
    backlog.locked(
        () -> {
          if (text != null) {
            Objects.requireNonNull(polled.get(record.source().getTopic()))
                .removeBefore(record.source().getOffset() + 1);
            forget(text, foretold);
          } else if (record.key() != null) {
            StreamChain chain = chains.get(ByteBuffer.wrap(record.key()));
            if (chain != null) {
              backlog.reset(chain);
            }
          }
        });
  }

  /**
   * Forgets a record.
   *
   * @param foretold whether the stream of its key now is what its answer says
   */
  private void forget(Speculation text, boolean foretold) {
    backlog.drop(text);
    StreamChain chain = text.chain;
    if (chain == null) {
      return;
    }
    if (chain.texts.isEmpty()) {
      chains.remove(ByteBuffer.wrap(Objects.requireNonNull(text.text.key())));
    } else if (!foretold) {
      backlog.reset(chain);
    }
  }

  /** Drops all that was polled, and waits until nobody reads the store any more. */
  @Override
  public void close() {
    speculator.detach(this);
    backlog.locked(
        () -> {
          polled.values().forEach(ahead -> dropFrom(ahead, 0));
          polled.clear();
          chains.clear();
        });
    StreamStoreReader store = task.store();
    if (store != null) {
      store.close();
    }
  }
}
