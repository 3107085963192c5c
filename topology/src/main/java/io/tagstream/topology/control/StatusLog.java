package io.tagstream.topology.control;

import io.tagstream.schemas.ModelStatus;
import io.tagstream.topology.config.TaggingConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status topic, written to. What cannot be said is logged and not said: nothing depends on it.
 * Safe for use by several threads at once.
 */
final class StatusLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StatusLog.class);

  /** How long a broker that is away may hold up whoever has something to say. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int MOST_WAITING = 1_000;

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Serde<ModelStatus> serde;

  /** A broker that is away holds up nobody but this thread. */
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          task -> {
            Thread sender = new Thread(task, "tagstream-status");
            sender.setDaemon(true);
            return sender;
          });

  /**
   * @param instance client id
   */
  StatusLog(TaggingConfig config, String instance) {
    this.topic = config.models().statusTopic();
    this.serde = config.newValueSerde(ModelStatus.class);
    Map<String, Object> settings =
        new StreamsConfig(config.originals()).getProducerConfigs(instance + "-model-status");
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Says something; the latest about a command by an instance is kept for ever. */
  void say(ModelStatus status) {
    try {
      thread.execute(() -> send(status));
    } catch (RejectedExecutionException tooMany) {
      warn(status, tooMany);
    }
  }

  private void send(ModelStatus status) {
    String key =
        status.getApplicationId() + "/" + status.getInstance() + "/" + status.getCommandId();
    try {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), null);
      byte[] value = serde.serializer().serialize(topic, record.headers(), status);
      Future<?> unused =
          producer.send(
              new ProducerRecord<>(topic, null, record.key(), value, record.headers()),
              (metadata, failure) -> {
                if (failure != null) {
                  warn(status, failure);
                }
              });
    } catch (RuntimeException failure) {
      warn(status, failure);
    }
  }

  private void warn(ModelStatus status, Exception failure) {
    log.warn(
        "Could not say on {} that command {} is {} here: {}",
        topic,
        status.getCommandId(),
        status.getState(),
        String.valueOf(failure));
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Not all that there was to say on {} has been said", topic);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    producer.close(PATIENCE);
    serde.close();
  }
}
