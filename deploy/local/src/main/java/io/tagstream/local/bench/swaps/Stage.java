package io.tagstream.local.bench.swaps;

import io.tagstream.app.run.Settings;
import io.tagstream.app.run.Topics;
import io.tagstream.local.LocalCluster;
import io.tagstream.topology.config.StreamMode;
import io.tagstream.topology.config.TaggingConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Where a trial takes place: a broker and a registry in this process, topics of one partition, the
 * settings of the application and a directory for files. All of it is gone when it is closed, by
 * the thread that made it.
 */
final class Stage implements AutoCloseable {
  static final String APPLICATION = "bench-swaps";
  static final String EVENTS = "text-events";
  static final String TAGGED = "tagged-text";
  static final String DEAD = "dead-letters";
  static final String CONTROL = "model-control";
  static final String STATUS = "model-status";

  /** How long before it holds an activation must have been written: the preset. */
  static final Duration LEAD = Duration.ofSeconds(2);

  /** Settings that are made here beside those of every trial. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
          "schema.registry.url",
          StreamsConfig.STATE_DIR_CONFIG,
          TaggingConfig.MODEL_SOURCES,
          TaggingConfig.MODEL_CACHE_DIR);

  private final LocalCluster cluster;
  private final Path directory;

  private Stage(LocalCluster cluster, Path directory) {
    this.cluster = cluster;
    this.directory = directory;
  }

  /** Starts the cluster. */
  static Stage open() {
    try {
      Path directory = Files.createTempDirectory("tagstream-swaps-");
      Files.createDirectory(directory.resolve("archives"));
      return new Stage(LocalCluster.start(LocalCluster.Options.temporary()), directory);
    } catch (IOException e) {
      throw new UncheckedIOException("No temporary directory can be made: " + e.getMessage(), e);
    }
  }

  /** Returns what every client of the cluster needs. */
  Map<String, Object> client() {
    return cluster.clientSettings();
  }

  /** Returns where archives of models lie that may be fetched. */
  Path archives() {
    return directory.resolve("archives");
  }

  /** Returns where the application writes latencies. */
  Path latencies() {
    return directory.resolve("latencies");
  }

  /** Returns where the application writes its log. */
  Path log() {
    return directory.resolve("log");
  }

  /** Makes the topics, and writes the settings of the application, as {@code run} reads them. */
  Path prepare(SwapsPlan plan) throws IOException {
    Map<String, String> settings = new TreeMap<>(own(plan));
    client().forEach((key, value) -> settings.put(key, value.toString()));
    settings.put(StreamsConfig.STATE_DIR_CONFIG, cluster.stateDirectory().toString());
    settings.put(TaggingConfig.MODEL_SOURCES, archives().toUri().toString());
    settings.put(TaggingConfig.MODEL_CACHE_DIR, directory.resolve("cache").toString());
    settings.putAll(plan.users());
    Settings read = Settings.of(settings);
    new Topics(read).create(Topics.of(read.tagging()), Optional.of(1));
    Properties properties = new Properties();
    properties.putAll(settings);
    Path file = directory.resolve("application.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return file;
  }

  /**
   * Refuses settings that a trial makes itself, and those that are wrong.
   *
   * @throws ConfigException if there is one
   */
  static void verify(SwapsPlan plan) {
    Map<String, String> own = own(plan);
    for (String key : plan.users().keySet()) {
      if (own.containsKey(key) || ELSEWHERE.contains(key)) {
        throw new ConfigException(
            "--set %s: expected a setting that the benchmark does not make itself; leave it out"
                .formatted(key));
      }
    }
    Map<String, Object> all = new TreeMap<>(own);
    all.put("schema.registry.url", "mock://bench-swaps");
    all.putAll(plan.users());
    new TaggingConfig(all);
  }

  private static Map<String, String> own(SwapsPlan plan) {
    return Map.ofEntries(
        Map.entry(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION),
        Map.entry(TaggingConfig.INPUT_TOPICS, EVENTS),
        Map.entry(TaggingConfig.OUTPUT_TOPIC, TAGGED),
        Map.entry(TaggingConfig.DEAD_LETTER_TOPIC, DEAD),
        Map.entry(TaggingConfig.STREAM_MODE, StreamMode.UTTERANCE.configName()),
        Map.entry(TaggingConfig.STREAM_MODEL_CHANGE, plan.policy().configName()),
        Map.entry(TaggingConfig.MODEL_BUNDLE, plan.bundles().get(0)),
        Map.entry(TaggingConfig.MODEL_CONTROL_TOPIC, CONTROL),
        Map.entry(TaggingConfig.MODEL_STATUS_TOPIC, STATUS),
        Map.entry(TaggingConfig.MODEL_LEAD, LEAD.toString()));
  }

  @Override
  public void close() {
    cluster.close();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Temporary files stay behind in " + directory, e);
    }
  }
}
