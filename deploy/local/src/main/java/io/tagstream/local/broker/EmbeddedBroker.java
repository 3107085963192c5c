package io.tagstream.local.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.metadata.storage.FormatterException;
import org.apache.kafka.server.common.MetadataVersion;

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

  private final DirectoryLock lock;

  private EmbeddedBroker(KafkaRaftServer server, int port, DirectoryLock lock) {
    this.server = server;
    this.port = port;
    this.lock = lock;
  }

  /**
   * Starts a broker; a directory it has not seen before is formatted.
   *
   * @param port TCP port on the loopback interface; 0 means any free one
   * @param directory where topics are kept for the next start; made if it is not there
   * @throws BrokerException if the port is taken, or the directory is in use or cannot be written
   */
  public static EmbeddedBroker start(int port, Path directory) {
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      return port == 0 ? startAnywhere(directory, lock) : startAt(port, directory, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedBroker startAt(int port, Path directory, DirectoryLock lock) {
    requireFree(port);
    return new EmbeddedBroker(startServer(port, directory), port, lock);
  }

  /** A port that was free when looked for may be taken by the time it is used. */
  private static EmbeddedBroker startAnywhere(Path directory, DirectoryLock lock) {
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      try {
        return new EmbeddedBroker(startServer(port, directory), port, lock);
      } catch (BrokerException e) {
        if (!(e.getCause() instanceof BindException) || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Returns what clients take as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Stops the broker once its files are written. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    lock.close();
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

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No free TCP port on the loopback interface", e);
    }
  }

  private static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // as the broker does: connections of a broker before may linger
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
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
}
