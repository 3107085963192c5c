package io.tagstream.local;

import io.tagstream.local.broker.EmbeddedBroker;
import io.tagstream.local.registry.EmbeddedRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A broker and a schema registry in this JVM, for one machine. Starting blocks until both answer,
 * closing until their files are written; whoever starts it closes it.
 */
public final class LocalCluster implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final EmbeddedRegistry registry;
  private final Path directory;
  private final boolean temporary;

  private LocalCluster(
      EmbeddedBroker broker, EmbeddedRegistry registry, Path directory, boolean temporary) {
    this.broker = broker;
    this.registry = registry;
    this.directory = directory;
    this.temporary = temporary;
  }

  /**
   * Where a cluster listens and keeps its data.
   *
   * @param brokerPort TCP port of the broker; 0 means any free one
   * @param registryPort TCP port of the registry; 0 means any free one
   * @param directory where topics and schemas are kept for the next start; {@code null} forgets
   *     them at the end
   */
  public record Options(int brokerPort, int registryPort, @Nullable Path directory) {

    /** Any free ports, and nothing kept. */
    public static Options temporary() {
      return new Options(0, 0, null);
    }
  }

  /**
   * Starts a cluster.
   *
   * @throws io.tagstream.local.broker.BrokerException if the broker cannot start
   * @throws java.io.UncheckedIOException if the registry cannot start
   */
  public static LocalCluster start(Options options) {
    Path kept = options.directory();
    boolean temporary = kept == null;
    Path directory = kept == null ? temporaryDirectory() : kept;
    try {
      return start(options, directory, temporary);
    } catch (RuntimeException e) {
      if (temporary) {
        delete(directory);
      }
      throw e;
    }
  }

  private static LocalCluster start(Options options, Path directory, boolean temporary) {
    EmbeddedRegistry registry =
        EmbeddedRegistry.start(options.registryPort(), directory.resolve("registry"));
    try {
      EmbeddedBroker broker =
          EmbeddedBroker.start(options.brokerPort(), directory.resolve("broker"));
      return new LocalCluster(broker, registry, directory, temporary);
    } catch (RuntimeException e) {
      registry.close();
      throw e;
    }
  }

  /** Returns what clients take as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Returns what clients take as {@code schema.registry.url}. */
  public String registryUrl() {
    return registry.url();
  }

  /** Returns the settings every client of this cluster needs. */
  public Map<String, Object> clientSettings() {
    return Map.of("bootstrap.servers", bootstrapServers(), "schema.registry.url", registryUrl());
  }

  /** Returns where applications of this cluster keep their local state, gone with the cluster. */
  public Path stateDirectory() {
    return directory.resolve("streams");
  }

  /** Stops both, and deletes what was temporary. Whoever uses the cluster is closed before. */
  @Override
  public void close() {
    try {
      broker.close();
    } finally {
      registry.close();
    }
    if (temporary) {
      delete(directory);
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("tagstream-");
    } catch (IOException e) {
      throw new UncheckedIOException("No temporary directory can be made: " + e.getMessage(), e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Temporary files stay behind in " + directory, e);
    }
  }
}
