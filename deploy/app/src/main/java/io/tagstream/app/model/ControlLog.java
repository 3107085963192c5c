package io.tagstream.app.model;

import io.tagstream.app.CommandException;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.topology.control.LoggedCommand;
import io.tagstream.topology.control.ModelHistory;
import io.tagstream.topology.control.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serde;

/**
 * The topic of commands, read from its beginning, and what every instance makes of it. Used by one
 * thread.
 */
final class ControlLog implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final Serde<ModelCommand> serde;
  private final Supplier<ModelHistory> beginning;
  private final ModelHistory history;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * A command and what it means.
   *
   * @param logged the command
   * @param verdict what every instance makes of it
   */
  record Entry(LoggedCommand logged, Verdict verdict) {}

  /**
   * Begins where the topic does.
   *
   * @param consumer read by this object alone, which closes it
   * @param serde closed by this object
   * @param beginning makes a history without commands
   */
  ControlLog(
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      Serde<ModelCommand> serde,
      Supplier<ModelHistory> beginning) {
    this.consumer = consumer;
    this.partition = new TopicPartition(topic, 0);
    this.serde = serde;
    this.beginning = beginning;
    this.history = beginning.get();
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /**
   * Reads all there is by now.
   *
   * @throws CommandException if the topic stops answering
   */
  void readToEnd() {
    Long end = consumer.endOffsets(List.of(partition)).get(partition);
    long progress = System.nanoTime();
    while (end != null && consumer.position(partition) < end) {
      if (!poll(POLL).isEmpty()) {
        progress = System.nanoTime();
      } else if (System.nanoTime() - progress > ControlClients.PATIENCE.toNanos()) {
        throw new CommandException(
            "Topic %s: expected to read it up to offset %d, found nothing after %d for %d s; check its leader and whether this user may read it."
                .formatted(
                    partition.topic(),
                    end,
                    consumer.position(partition),
                    ControlClients.PATIENCE.toSeconds()));
      }
    }
  }

  /** Returns the commands that come within some time, oldest first. */
  List<Entry> poll(Duration patience) {
    List<Entry> polled = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
      LoggedCommand logged = logged(record);
      polled.add(new Entry(logged, history.apply(logged)));
    }
    entries.addAll(polled);
    return polled;
  }

  private LoggedCommand logged(ConsumerRecord<byte[], byte[]> record) {
    boolean appended = record.timestampType() == TimestampType.LOG_APPEND_TIME;
    return new LoggedCommand(
        record.offset(), appended ? record.timestamp() : -1, ControlValues.read(serde, record));
  }

  /** Returns what all commands have come to; it changes with the next poll. */
  ModelHistory history() {
    return history;
  }

  /** Returns all commands, oldest first. */
  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /**
   * Returns what a command would mean if it were appended now.
   *
   * @param appendTime what the broker's clock would say, in milliseconds since the epoch
   */
  Verdict preview(ModelCommand command, long appendTime) {
    ModelHistory then = beginning.get();
    entries.forEach(entry -> then.apply(entry.logged()));
    long offset = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).logged().offset() + 1;
    return then.apply(new LoggedCommand(offset, appendTime, command));
  }

  /** Reads up to a command and returns what it means. */
  Verdict verdict(long offset) {
    readToEnd();
    return entries.stream()
        .filter(entry -> entry.logged().offset() == offset)
        .findFirst()
        .map(Entry::verdict)
        .orElseThrow(
            () ->
                new CommandException(
                    "Topic %s: expected the command at offset %d, found none; was the topic deleted?"
                        .formatted(partition.topic(), offset)));
  }

  @Override
  public void close() {
    consumer.close();
    serde.close();
  }
}
