package io.tagstream.local.bench.swaps;

import io.tagstream.app.CommandException;
import io.tagstream.schemas.ModelState;
import io.tagstream.schemas.ModelStatus;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** What the application says about commands. Belongs to one thread. */
final class Statuses implements AutoCloseable {
  private final SpecificAvroSerde<ModelStatus> serde = new SpecificAvroSerde<>(ModelStatus.class);
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, ModelStatus> latest = new HashMap<>();

  /** How long each model was prepared, in milliseconds. */
  private final List<Long> prepared = new ArrayList<>();

  /**
   * How long models were prepared, by the clock, in milliseconds.
   *
   * @param count how many
   */
  record Preparing(int count, long least, long median, long most) {}

  Statuses(Map<String, Object> client, String topic) {
    serde.configure(client, /* isKey= */ false);
    consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Reads what has been said.
   *
   * @param patience how long to wait for something
   * @throws CommandException if a command was refused
   */
  void read(Duration patience) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
      if (record.value() != null) {
        ModelStatus status =
            serde.deserializer().deserialize(record.topic(), record.headers(), record.value());
        ModelStatus before = latest.put(status.getCommandId(), status);
        if (before != null && before.getState() == ModelState.PREPARING) {
          prepared.add(status.getTimestamp() - before.getTimestamp());
        }
        requireAccepted(status);
      }
    }
  }

  /** An activation that is late is sent again: whether it is, its sender knows by itself. */
  private static void requireAccepted(ModelStatus status) {
    if (status.getState() == ModelState.REJECTED && !"LATE".equals(status.getReasonCode())) {
      throw new CommandException(
          "Command %s: expected it to be carried out, found it refused, %s: %s"
              .formatted(status.getCommandId(), status.getReasonCode(), status.getMessage()));
    }
  }

  /** Returns the state that a command has led to, as far as was read; null before any. */
  @Nullable ModelState after(String command) {
    ModelStatus status = latest.get(command);
    return status == null ? null : status.getState();
  }

  /** Returns how long models were prepared so far. */
  Preparing preparing() {
    if (prepared.isEmpty()) {
      return new Preparing(0, 0, 0, 0);
    }
    List<Long> sorted = prepared.stream().sorted().toList();
    return new Preparing(
        sorted.size(), sorted.get(0), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
  }

  @Override
  public void close() {
    consumer.close();
    serde.close();
  }
}
