package io.tagstream.topology;

import io.tagstream.model.serving.Taggers;
import io.tagstream.schemas.TaggedText;
import io.tagstream.topology.config.SpeculationSettings;
import io.tagstream.topology.config.StreamSettings;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.control.ModelControl;
import io.tagstream.topology.speculation.SpeculationInterceptor;
import io.tagstream.topology.speculation.Speculator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The front door: from settings to a running application. Whoever embeds the tagging processor in a
 * topology of their own calls {@link #configure} alone.
 */
public final class Tagstream {
  /** Large batches: texts repeat themselves, and so do the records that hold them. */
  private static final int BATCH_BYTES = 128 * 1024;

  private Tagstream() {}

  /**
   * Adds to the settings of an application what tagging wants of Kafka Streams. A setting the user
   * has made, with or without a client's prefix, is kept:
   *
   * <ul>
   *   <li>{@code processing.guarantee=exactly_once_v2}: offset, output and state move together; it
   *       also makes the consumer read committed records only and commits every 100 ms
   *   <li>{@code ensure.explicit.internal.resource.naming=true}: a name made up by the DSL may
   *       change with the next line of the topology, and its store would be lost
   *   <li>{@code producer.batch.size=131072}, {@code producer.compression.type=lz4}
   *   <li>{@code main.consumer.interceptor.classes}, behind those of the user, and a {@link
   *       Speculator}: what was polled is tagged in batches ahead of its turn, unless {@code
   *       tagstream.speculation.enabled=false}
   * </ul>
   *
   * <p>With a {@code tagstream.stream.mode} that keeps states, another guarantee is refused unless
   * {@code tagstream.stream.allow.duplicates=true}.
   *
   * <p>An exception handler of Kafka Streams that may continue is refused: it would skip records
   * while a registry or broker is away. Allowed are Kafka's failing ones and subclasses of them.
   *
   * @param settings the user's settings, left as they are
   * @return all settings
   * @throws org.apache.kafka.common.config.ConfigException if {@code processing.exception.handler},
   *     {@code deserialization.exception.handler} or {@code production.exception.handler} may
   *     continue, if the guarantee is refused, or if a setting of streams is wrong
   */
  public static Map<String, Object> configure(Map<?, ?> settings) {
    Map<String, Object> configured = new LinkedHashMap<>();
    settings.forEach((key, value) -> configured.put(String.valueOf(key), value));
    FailingHandlers.require(configured);
    configured.putIfAbsent(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    StreamSettings.of(configured).requireExactlyOnce(configured);
    configured.putIfAbsent(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    putProducerDefault(configured, ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    putProducerDefault(configured, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    putSpeculation(configured);
    return configured;
  }

  /** Adds the interceptor behind those of the user. */
  private static void putSpeculation(Map<String, Object> settings) {
    SpeculationSettings speculation = SpeculationSettings.of(settings);
    if (!speculation.enabled()) {
      // Without it the interceptor of settings that were configured before does nothing.
      settings.remove(mainConsumer(Speculator.CONFIG));
      return;
    }
    if (settings.containsKey(mainConsumer(Speculator.CONFIG))) {
      return;
    }
    String key = ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG;
    List<Object> interceptors = new ArrayList<>();
    Stream.of(mainConsumer(key), StreamsConfig.consumerPrefix(key), key)
        .filter(settings::containsKey)
        .findFirst()
        .ifPresent(
            users ->
                interceptors.addAll(
                    (List<?>)
                        ConfigDef.parseType(users, settings.get(users), ConfigDef.Type.LIST)));
    interceptors.add(SpeculationInterceptor.class);
    settings.put(mainConsumer(key), interceptors);
    settings.put(mainConsumer(Speculator.CONFIG), new Speculator(speculation));
  }

  private static String mainConsumer(String key) {
    return StreamsConfig.MAIN_CONSUMER_PREFIX + key;
  }

  /**
   * Makes the application, not started yet. A thread that fails is replaced, as {@link
   * StreamsFailurePolicy} says.
   *
   * @param config all settings, Kafka's included
   * @param taggers the models; the caller closes first the streams, then these
   * @throws org.apache.kafka.common.config.ConfigException if a setting of the serde is missing or
   *     wrong, or {@link #configure} refuses one
   */
  public static KafkaStreams streams(TaggingConfig config, Taggers taggers) {
    // Better refused here than by a stream thread, later.
    config.newValueSerde(TaggedText.class).close();
    Properties settings = new Properties();
    settings.putAll(configure(config.originals()));
    KafkaStreams streams = new KafkaStreams(new TaggingTopology(config, taggers).build(), settings);
    streams.setUncaughtExceptionHandler(StreamsFailurePolicy.system());
    return streams;
  }

  /**
   * Makes the application, not started yet, with models that come and go. Its clients are named
   * after the instance, so that what it says about models can be told from what others say.
   *
   * @param config all settings, Kafka's included
   * @param models ready; the caller closes first the streams, then these
   * @throws org.apache.kafka.common.config.ConfigException as {@link #streams(TaggingConfig,
   *     Taggers)}
   */
  public static KafkaStreams streams(TaggingConfig config, ModelControl models) {
    Map<String, Object> settings = config.originals();
    settings.put(StreamsConfig.CLIENT_ID_CONFIG, models.instance());
    return streams(new TaggingConfig(settings), models.taggers());
  }

  private static void putProducerDefault(
      Map<String, Object> settings, String key, Object defaultValue) {
    if (!settings.containsKey(key)) {
      settings.putIfAbsent(StreamsConfig.producerPrefix(key), defaultValue);
    }
  }
}
