package io.tagstream.local.bench;

import io.tagstream.app.CommandException;
import io.tagstream.local.LocalCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.jspecify.annotations.Nullable;

/**
 * Where the benchmark runs: on a broker of its own in this process, or on a cluster that is there,
 * whose topics and groups it takes away again. Belongs to one thread, which closes it last.
 */
final class BenchCluster implements AutoCloseable {
  private final Map<String, Object> client;
  private final String prefix;
  private final Path stateDirectory;
  private final @Nullable LocalCluster own;

  private BenchCluster(
      Map<String, Object> client, String prefix, Path stateDirectory, @Nullable LocalCluster own) {
    this.client = client;
    this.prefix = prefix;
    this.stateDirectory = stateDirectory;
    this.own = own;
  }

  /** Starts a broker and a registry in this process. */
  static BenchCluster own() {
    LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary());
    return new BenchCluster(cluster.clientSettings(), "bench", cluster.stateDirectory(), cluster);
  }

  /**
   * Takes a cluster that is there.
   *
   * @param client where it is and how to log in
   * @param run tells this run from others
   */
  static BenchCluster given(Map<String, Object> client, String run) {
    try {
      Path directory = Files.createTempDirectory("tagstream-bench-");
      return new BenchCluster(new TreeMap<>(client), "tagstream-bench-" + run, directory, null);
    } catch (IOException e) {
      throw new UncheckedIOException("No temporary directory can be made: " + e.getMessage(), e);
    }
  }

  /** Returns what every client of the cluster needs. */
  Map<String, Object> clientSettings() {
    return client;
  }

  /** Returns what names of topics and applications begin with. */
  String prefix() {
    return prefix;
  }

  /** Returns where applications keep their local state. */
  Path stateDirectory() {
    return stateDirectory;
  }

  /** Makes a client to administer the cluster, which the caller closes. */
  Admin admin() {
    return Admin.create(client);
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
      return;
    }
    try (Admin admin = admin()) {
      List<String> topics = admin.listTopics().names().get().stream().filter(this::isOurs).toList();
      admin.deleteTopics(topics).all().get();
      List<String> groups =
          admin.listGroups().all().get().stream()
              .map(GroupListing::groupId)
              .filter(this::isOurs)
              .toList();
      admin.deleteConsumerGroups(groups).all().get();
    } catch (ExecutionException e) {
      throw new CommandException(
          "Topics and groups whose names begin with %s should be deleted and are not: %s; delete them yourself."
              .formatted(prefix, e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      delete(stateDirectory);
    }
  }

  private boolean isOurs(String name) {
    return name.startsWith(prefix);
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
