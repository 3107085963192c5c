package io.tagstream.local.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.metadata.storage.FormatterException;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker in this JVM: one KRaft node that is broker and controller, on the loopback
 * interface, without authentication. It creates no topic on its own accord.
 *
 * <p>{@link #start} blocks until the broker answers, {@link #close} until its files are written;
 * both may be called on any thread. Whoever starts it closes it.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final int ATTEMPTS = 3;

  private final KafkaRaftServer server;
  private final int port;
  private final Path directory;
  private final boolean temporary;

  private EmbeddedBroker(KafkaRaftServer server, int port, Path directory, boolean temporary) {
    this.server = server;
    this.port = port;
    this.directory = directory;
    this.temporary = temporary;
  }

  /**
   * Starts a broker; a directory it has not seen before is formatted.
   *
   * @throws BrokerException if the port is taken, or the directory is in use or cannot be written
   */
  public static EmbeddedBroker start(BrokerOptions options) {
    Path directory = prepare(options.directory());
    boolean temporary = options.directory() == null;
    BrokerException failure = null;
    // A port that was free when looked for may be taken by the time it is used.
    for (int attempt = 0; attempt < (options.port() == 0 ? ATTEMPTS : 1); attempt++) {
      int port = options.port() == 0 ? freePort() : requireFree(options.port());
      try {
        return new EmbeddedBroker(startServer(port, directory), port, directory, temporary);
      } catch (BrokerException e) {
        failure = e;
        if (!(e.getCause() instanceof BindException)) {
          break;
        }
      }
    }
    if (temporary) {
      delete(directory);
    }
    throw failure == null ? new IllegalStateException("no attempt was made") : failure;
  }

  /** Returns what clients take as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Returns the directory of the broker's files. */
  public Path directory() {
    return directory;
  }

  /** Stops the broker; deletes its files if they were temporary. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    if (temporary) {
      delete(directory);
    }
  }

  private static KafkaRaftServer startServer(int port, Path directory) {
    KafkaConfig config =
        new KafkaConfig(BrokerProperties.of(port, freePort(), directory), /* doLog= */ false);
    format(directory);
    try {
      KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
      server.startup();
      return server;
    } catch (Exception e) {
      throw new BrokerException(
          "The embedded broker did not start on port %d with its files in %s: %s"
              .formatted(port, directory, rootOf(e).getMessage()),
          rootOf(e));
    }
  }

  private static void format(Path directory) {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    try {
      new Formatter()
          .setPrintStream(
              new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8))
          .setNodeId(BrokerProperties.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setMetadataLogDirectory(directory.toString())
          .addDirectory(directory.toString())
          .run();
    } catch (FormatterException e) {
      throw new BrokerException(
          "%s cannot be formatted for the embedded broker: %s; name an empty directory, or one"
                  .formatted(directory, e.getMessage())
              + " that it has used before.",
          e);
    } catch (Exception e) {
      throw new BrokerException("%s cannot be formatted: %s".formatted(directory, e), e);
    }
  }

  private static Path prepare(@Nullable Path directory) {
    try {
      return directory == null
          ? Files.createTempDirectory("tagstream-broker-")
          : Files.createDirectories(directory).toAbsolutePath();
    } catch (IOException e) {
      throw new BrokerException(
          "The broker's directory %s cannot be made: %s; name one this user may write to."
              .formatted(directory, e),
          e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No free TCP port on the loopback interface", e);
    }
  }

  private static int requireFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BrokerException(
          "Port %d cannot be listened on (%s); name another one, or none to take any free one."
              .formatted(port, e.getMessage()),
          e);
    }
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
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
