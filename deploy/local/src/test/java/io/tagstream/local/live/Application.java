package io.tagstream.local.live;

import io.tagstream.app.run.Settings;
import io.tagstream.app.run.Topics;
import io.tagstream.local.LocalCluster;
import io.tagstream.local.live.PackedModel.Weights;
import io.tagstream.local.pipeline.Child;
import io.tagstream.topology.config.TaggingConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * An application on a cluster: its topics, its settings, and how its instances start. Immutable.
 *
 * @param directory where models and states go
 * @param name of the application, in the names of its topics, too
 * @param settings what differs from the presets, on every instance
 */
record Application(
    LocalCluster cluster, Path directory, String name, Map<String, String> settings) {
  /** How long before it holds an activation must be known. */
  static final Duration LEAD = Duration.ofSeconds(1);

  /** Makes the topics, and checks them. */
  void makeTopics() {
    Settings checked = Settings.of(settings("topics"));
    Topics topics = new Topics(checked);
    topics.create(Topics.of(checked.tagging()), Optional.of(Texts.PARTITIONS));
    topics.requireControl();
  }

  String topic(String kind) {
    return name + "-" + kind;
  }

  /** Begins to read what an application says. */
  Outputs outputsOf(String application) {
    return new Outputs(
        cluster.clientSettings(),
        application + "-tagged-text",
        application + "-dead-letters",
        Texts.PARTITIONS);
  }

  boolean hasRoutes() {
    return settings.containsKey(TaggingConfig.MODEL_ROUTES);
  }

  boolean keepsStreams() {
    return settings.containsKey(TaggingConfig.STREAM_MODE);
  }

  private Map<String, Object> settings(String instance) {
    Map<String, Object> all = new TreeMap<>(cluster.clientSettings());
    all.put("application.id", name);
    all.put("client.id", instance);
    all.put("state.dir", directory.resolve(instance).resolve("state").toString());
    all.put(TaggingConfig.INPUT_TOPICS, topic("text-events"));
    all.put(TaggingConfig.OUTPUT_TOPIC, topic("tagged-text"));
    all.put(TaggingConfig.DEAD_LETTER_TOPIC, topic("dead-letters"));
    all.put(TaggingConfig.MODEL_CONTROL_TOPIC, topic("model-control"));
    all.put(TaggingConfig.MODEL_STATUS_TOPIC, topic("model-status"));
    all.put(TaggingConfig.MODEL_BUNDLE, Weights.BIDIRECTIONAL.directory().toString());
    all.put(TaggingConfig.MODEL_SOURCES, models().toUri().toString());
    // Each instance fetches for itself.
    all.put(TaggingConfig.MODEL_CACHE_DIR, directory.resolve(instance).resolve("cache").toString());
    all.put(TaggingConfig.MODEL_LEAD, LEAD.toString());
    // A busy machine is no reason for a provisional answer.
    all.put(TaggingConfig.MODEL_WAIT, "PT8S");
    all.put("main.consumer.heartbeat.interval.ms", "200");
    all.putAll(settings);
    return all;
  }

  /** Where models lie that instances may fetch. */
  Path models() {
    return directory.resolve("models");
  }

  /** Starts an instance in this JVM. */
  LiveInstance start(String instance) throws InterruptedException {
    return LiveInstance.start(settings(instance));
  }

  /** Starts an instance in a process of its own; it takes the place of one that was killed. */
  Child startProcess(String instance) {
    try {
      return Child.run(settingsFile(instance), log(instance));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path settingsFile(String instance) throws IOException {
    Properties properties = new Properties();
    settings(instance).forEach((key, value) -> properties.put(key, value.toString()));
    // A static member takes its old place over at once, without waiting for a session to expire.
    properties.put("group.instance.id", instance);
    properties.put("producer.transaction.timeout.ms", "3000");
    Path home = Files.createDirectories(directory.resolve(instance));
    Path file = home.resolve("application.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return file;
  }

  private Path log(String instance) {
    return directory.resolve(instance).resolve("log");
  }

  /** Returns whether an instance in a process of its own has said something. */
  boolean hasSaid(String instance, String words) {
    try {
      return Files.readString(log(instance)).contains(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lets another application read the same texts and commands, from the beginning, with nothing
   * tagged ahead.
   *
   * @param application its name
   * @param more settings that differ
   */
  Replay replay(String application, Map<String, String> more) throws InterruptedException {
    Map<String, Object> all = settings(application);
    all.put("application.id", application);
    all.put(TaggingConfig.OUTPUT_TOPIC, application + "-tagged-text");
    all.put(TaggingConfig.DEAD_LETTER_TOPIC, application + "-dead-letters");
    all.put(TaggingConfig.SPECULATION_ENABLED, "false");
    all.putAll(more);
    new Topics(Settings.of(all))
        .create(
            List.of(application + "-tagged-text", application + "-dead-letters"),
            Optional.of(Texts.PARTITIONS));
    return new Replay(outputsOf(application), LiveInstance.start(all));
  }
}
