package io.tagstream.app.model;

import io.tagstream.app.run.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes clients for commands that a person waits for: they log in as the application does, and none
 * of them waits longer for a cluster than {@link #PATIENCE}. The caller closes them.
 */
final class ControlClients {
  /** How long a cluster may take to answer. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /** How long a broker may keep a question open for records to come. */
  private static final int FETCH_MAX_WAIT_MS = 100;

  private static final String CLIENT_ID = "tagstream-model";
  private static final int PATIENCE_MS = (int) PATIENCE.toMillis();

  private final Settings settings;

  ControlClients(Settings settings) {
    this.settings = settings;
  }

  Admin admin() {
    Map<String, Object> configs = new TreeMap<>(settings.streams().getAdminConfigs(CLIENT_ID));
    configs.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    configs.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    return Admin.create(configs);
  }

  /** Returns a consumer of no group, which is told where to read. */
  KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> configs =
        new TreeMap<>(settings.streams().getRestoreConsumerConfigs(CLIENT_ID));
    configs.remove(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
    configs.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    configs.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // As instances read it: what they obey counts, whatever becomes of a transaction.
    configs.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    configs.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    configs.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    // A consumer closes when its last question is answered.
    configs.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MAX_WAIT_MS);
    return new KafkaConsumer<>(configs, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Returns a producer that writes a record once and not before all replicas have it. */
  KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> configs = new TreeMap<>(settings.streams().getProducerConfigs(CLIENT_ID));
    configs.remove(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG);
    configs.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    configs.put(ProducerConfig.ACKS_CONFIG, "all");
    configs.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    configs.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    configs.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
    configs.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    configs.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    return new KafkaProducer<>(configs, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
