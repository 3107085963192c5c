package io.tagstream.app.model;

import io.tagstream.app.CommandException;
import io.tagstream.schemas.ModelStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;

/** What the instances of one application say, as it comes. Used by one thread. */
final class StatusFeed implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final Serde<ModelStatus> serde;
  private final String application;
  private final List<TopicPartition> partitions;

  /**
   * Begins at the end of the topic: nothing that is said from now on is missed.
   *
   * @param consumer read by this object alone, which closes it
   * @param serde closed by this object
   */
  StatusFeed(
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      Serde<ModelStatus> serde,
      String application) {
    this.consumer = consumer;
    this.topic = topic;
    this.serde = serde;
    this.application = application;
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    // Not seekToEnd, which looks for the end no sooner than the first poll.
    consumer.endOffsets(partitions).forEach(consumer::seek);
  }

  /**
   * Returns all that the topic still holds, and goes on from there.
   *
   * @throws CommandException if the topic stops answering
   */
  List<ModelStatus> readFromBeginning() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.seekToBeginning(partitions);
    List<ModelStatus> statuses = new ArrayList<>();
    long deadline = System.nanoTime() + ControlClients.PATIENCE.toNanos();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      List<ModelStatus> polled = poll(POLL);
      statuses.addAll(polled);
      if (!polled.isEmpty()) {
        deadline = System.nanoTime() + ControlClients.PATIENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new CommandException(
            "Topic %s: expected to read it to its end, found nothing more for %d s; check its leaders and whether this user may read it."
                .formatted(topic, ControlClients.PATIENCE.toSeconds()));
      }
    }
    return statuses;
  }

  /** Returns what comes within some time; at once if something is there. */
  List<ModelStatus> poll(Duration patience) {
    List<ModelStatus> statuses = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
      ModelStatus status = ControlValues.read(serde, record);
      if (status != null && status.getApplicationId().equals(application)) {
        statuses.add(status);
      }
    }
    return statuses;
  }

  @Override
  public void close() {
    consumer.close();
    serde.close();
  }
}
