package io.tagstream.topology.control;

import io.tagstream.schemas.ModelCommand;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.deadletter.RejectedEventException;
import io.tagstream.topology.read.SerdeFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control topic, read from its beginning. Belongs to one thread, but for {@link #wakeUp}.
 *
 * <p>It is read without regard to transactions, so that one that hangs does not hide what comes
 * after it.
 */
final class ControlLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ControlLog.class);

  private static final Duration POLL = Duration.ofMillis(100);

  private final TopicPartition partition;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Object> admin;
  private final Serde<ModelCommand> serde;
  private final InstantSource clock;

  /** Null once the topics have been found as they must be. */
  private @Nullable ControlTopics unchecked;

  /**
   * Opens the topic; nothing is asked of the cluster yet.
   *
   * @param instance client id
   */
  ControlLog(TaggingConfig config, String topic, String instance, InstantSource clock) {
    this.partition = new TopicPartition(topic, 0);
    this.clock = clock;
    this.unchecked = ControlTopics.of(config).orElse(null);
    this.admin = new StreamsConfig(config.originals()).getAdminConfigs(instance + "-model-control");
    this.serde = config.newValueSerde(ModelCommand.class);
    Map<String, Object> settings =
        new StreamsConfig(config.originals()).getGlobalConsumerConfigs(instance);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, instance + "-model-control");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(List.of(partition));
    consumer.seek(partition, 0);
  }

  /**
   * Reads on to where the topic ends now.
   *
   * @return when that was, in milliseconds since the epoch: what is not among the commands read was
   *     appended later
   * @throws WakeupException after {@link #wakeUp}
   * @throws ControlTopicException if a topic is not as it must be
   * @throws IllegalStateException if the topic is no longer the one that was read
   */
  long readToEnd(Consumer<LoggedCommand> reader) {
    checkTopics();
    long now = clock.millis();
    long end = Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
    while (consumer.position(partition) < end) {
      poll(POLL, reader);
    }
    if (consumer.position(partition) > end) {
      throw new IllegalStateException(
          "topic %s: expected at least %d records, found %d; it was made anew or cut, and what it says now is not what was read. Restart this instance"
              .formatted(partition.topic(), consumer.position(partition), end));
    }
    return now;
  }

  private void checkTopics() {
    ControlTopics topics = unchecked;
    if (topics != null) {
      try (Admin client = Admin.create(admin)) {
        topics.require(client);
      }
      unchecked = null;
    }
  }

  /** Reads commands for a while. */
  void poll(Duration duration, Consumer<LoggedCommand> reader) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(duration)) {
      try {
        reader.accept(logged(record));
      } catch (RuntimeException failure) {
        // The record is asked for again: a command must not be passed over.
        consumer.seek(partition, record.offset());
        throw failure;
      }
    }
  }

  private LoggedCommand logged(ConsumerRecord<byte[], byte[]> record) {
    long appendTime =
        record.timestampType() == TimestampType.LOG_APPEND_TIME ? record.timestamp() : -1;
    byte[] value = record.value();
    if (value == null) {
      return new LoggedCommand(record.offset(), appendTime, null);
    }
    try {
      ModelCommand command =
          serde.deserializer().deserialize(record.topic(), record.headers(), value);
      return new LoggedCommand(record.offset(), appendTime, command);
    } catch (RuntimeException failure) {
      RejectedEventException unreadable = SerdeFailure.rejection(failure, value.length);
      log.warn("Command {} cannot be read: {}", record.offset(), unreadable.explanation());
      return new LoggedCommand(record.offset(), appendTime, null);
    }
  }

  /** Ends what the other thread is waiting for. */
  void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    try (serde;
        consumer) {
      log.debug("Closing the control topic");
    }
  }
}
