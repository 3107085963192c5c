package io.tagstream.local.live;

import io.tagstream.schemas.ModelState;
import io.tagstream.schemas.ModelStatus;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What instances have said about commands. Belongs to one thread. */
final class Statuses implements AutoCloseable {
  private final TopicReader reader;
  private final SpecificAvroSerde<ModelStatus> serde = new SpecificAvroSerde<>(ModelStatus.class);
  private final List<ModelStatus> said = new ArrayList<>();

  Statuses(Map<String, Object> client, String topic, int partitions) {
    reader = new TopicReader(client, partitions, topic);
    serde.configure(client, false);
  }

  void poll(Duration patience) {
    reader.poll(patience, this::add);
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    said.add(serde.deserializer().deserialize(record.topic(), record.headers(), record.value()));
  }

  /** Returns all that was said, in the order of each command. */
  List<ModelStatus> all() {
    return said;
  }

  /** Returns what an instance has said about a command: states, with the reason if rejected. */
  List<String> of(String instance, String commandId) {
    return said.stream()
        .filter(status -> status.getInstance().equals(instance))
        .filter(status -> status.getCommandId().equals(commandId))
        .map(Statuses::words)
        .toList();
  }

  private static String words(ModelStatus status) {
    return status.getState() == ModelState.REJECTED
        ? "REJECTED " + status.getReasonCode()
        : status.getState().toString();
  }

  /** Returns the last thing an instance has said about a command, or nothing. */
  String last(String instance, String commandId) {
    List<String> words = of(instance, commandId);
    return words.isEmpty() ? "" : words.get(words.size() - 1);
  }

  @Override
  public void close() {
    reader.close();
    serde.close();
  }
}
