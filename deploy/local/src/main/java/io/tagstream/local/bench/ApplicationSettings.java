package io.tagstream.local.bench;

import io.tagstream.app.run.Settings;
import io.tagstream.topology.config.TaggingConfig;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Makes the settings of the applications that are measured: those that {@code run} has, what the
 * user sets, and what the workload asks for on top.
 */
final class ApplicationSettings {
  /** Settings that have an option, by key, or that the benchmark makes itself. */
  private static final Map<String, String> OWN =
      Map.ofEntries(
          Map.entry(StreamsConfig.APPLICATION_ID_CONFIG, "leave it out"),
          Map.entry(StreamsConfig.STATE_DIR_CONFIG, "leave it out"),
          Map.entry(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "use --bootstrap-servers"),
          Map.entry("schema.registry.url", "use --registry-url"),
          Map.entry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "use --threads"),
          Map.entry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "use --guarantee"),
          Map.entry(TaggingConfig.INPUT_TOPICS, "leave it out"),
          Map.entry(TaggingConfig.INPUT_FORMAT, "leave it out"),
          Map.entry(TaggingConfig.OUTPUT_TOPIC, "leave it out"),
          Map.entry(TaggingConfig.DEAD_LETTER_TOPIC, "leave it out"),
          Map.entry(TaggingConfig.MODEL_BUNDLE, "use --bundle"),
          Map.entry(TaggingConfig.STREAM_MODE, "use --mode"),
          Map.entry(TaggingConfig.STREAM_ALLOW_DUPLICATES, "use --guarantee"),
          Map.entry(TaggingConfig.SPECULATION_ENABLED, "use --only"),
          Map.entry(TaggingConfig.SPECULATION_THREADS, "use --inference-threads"));

  private final BenchCluster cluster;
  private final Workload workload;
  private final Map<String, ?> users;

  /**
   * @param users what the user sets beside the workload
   */
  ApplicationSettings(BenchCluster cluster, Workload workload, Map<String, ?> users) {
    this.cluster = cluster;
    this.workload = workload;
    this.users = users;
  }

  /**
   * Refuses settings the benchmark makes itself.
   *
   * @throws ConfigException if there is one; the message says which option it has
   */
  static void verify(Map<String, String> set) {
    for (String key : set.keySet()) {
      String remedy = OWN.get(key);
      if (remedy != null) {
        throw new ConfigException(
            "--set %s: expected a setting that the benchmark does not make itself; %s"
                .formatted(key, remedy));
      }
    }
  }

  /**
   * Returns the settings of an application.
   *
   * @param name tells it from others of this run
   * @param inputTopic what it reads
   * @param speculative whether it computes answers ahead
   */
  Settings of(String name, String inputTopic, boolean speculative) {
    Map<String, Object> settings = new TreeMap<>(users);
    settings.putAll(cluster.clientSettings());
    String application = cluster.prefix() + "-" + name;
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, cluster.stateDirectory().toString());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, workload.threads());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, workload.guarantee().configName());
    settings.put(TaggingConfig.INPUT_TOPICS, inputTopic);
    settings.put(TaggingConfig.INPUT_FORMAT, "avro");
    settings.put(TaggingConfig.OUTPUT_TOPIC, application + "-tagged");
    settings.put(TaggingConfig.DEAD_LETTER_TOPIC, application + "-dead");
    settings.put(TaggingConfig.MODEL_BUNDLE, workload.bundle());
    settings.put(TaggingConfig.STREAM_MODE, workload.mode().configName());
    settings.put(
        TaggingConfig.STREAM_ALLOW_DUPLICATES, workload.guarantee() == Guarantee.AT_LEAST_ONCE);
    settings.put(TaggingConfig.SPECULATION_ENABLED, speculative);
    settings.put(TaggingConfig.SPECULATION_THREADS, workload.inferenceThreads());
    return Settings.of(settings);
  }
}
