package io.tagstream.local.pipeline;

import io.tagstream.local.LocalCluster;
import io.tagstream.local.pipeline.Pipeline.Model;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Settings of an application that is to run in a process of its own. */
final class ChildSettings {
  private ChildSettings() {}

  /**
   * Writes the settings and makes the topics they name.
   *
   * @param directory where the file and the state of the application go
   * @param settings those that are not presets
   */
  static Path write(Path directory, LocalCluster cluster, Model model, Map<String, String> settings)
      throws IOException {
    Map<String, String> more = new HashMap<>(settings);
    more.put(Pipeline.MODEL, model.name());
    // A static member takes its old place over at once, without waiting for a session to expire.
    more.putIfAbsent("group.instance.id", "the-only-one");
    more.put("metric.reporters", Figures.Reporter.class.getName());
    more.putIfAbsent("producer.transaction.timeout.ms", "3000");
    Path state = directory.resolve("state");
    Files.createDirectories(state);
    Pipeline.settings(cluster.clientSettings(), state, more);
    Properties properties = new Properties();
    properties.putAll(cluster.clientSettings());
    properties.putAll(more);
    properties.put("application.id", "pipeline");
    properties.put("state.dir", state.toString());
    Path file = directory.resolve("application.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return file;
  }
}
