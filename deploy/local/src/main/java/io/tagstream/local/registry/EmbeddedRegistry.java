package io.tagstream.local.registry;

import com.sun.net.httpserver.HttpServer;
import io.tagstream.schemas.registry.InMemoryRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry in this JVM with Confluent's REST API, reachable from this machine only. It
 * answers on a few daemon threads of its own until it is closed; whoever starts it closes it.
 */
public final class EmbeddedRegistry implements AutoCloseable {

  private static final int THREADS = 4;

  static {
    // The JDK's server writes head and body apart; without this the body waits some 40 ms for the
    // client's delayed acknowledgement. There is no other way to say it than for the whole JVM.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final @Nullable RegistryLog log;

  private EmbeddedRegistry(HttpServer server, ExecutorService threads, @Nullable RegistryLog log) {
    this.server = server;
    this.threads = threads;
    this.log = log;
  }

  /**
   * Starts a registry on the loopback address.
   *
   * @param port port to listen on; 0 for any free one
   * @param directory where its changes are kept and found again at the next start; null to forget
   *     them at the end
   * @throws UncheckedIOException if the port is taken or the directory cannot be used
   */
  public static EmbeddedRegistry start(int port, @Nullable Path directory) {
    RegistryLog log = directory == null ? null : RegistryLog.open(directory);
    try {
      InMemoryRegistry registry = log == null ? new InMemoryRegistry() : new InMemoryRegistry(log);
      if (log != null) {
        log.replay().forEach(registry::replay);
      }
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      ExecutorService threads =
          Executors.newFixedThreadPool(
              THREADS,
              task -> {
                Thread thread = new Thread(task, "schema-registry");
                thread.setDaemon(true);
                return thread;
              });
      server.setExecutor(threads);
      server.createContext("/", new RegistryHandler(new RegistryApi(registry).routes()));
      server.start();
      return new EmbeddedRegistry(server, threads, log);
    } catch (IOException e) {
      closeIfOpen(log);
      throw new UncheckedIOException(
          ("The schema registry cannot listen on port %d of this machine: %s. Give another port, or"
                  + " 0 for any free one.")
              .formatted(port, e.getMessage()),
          e);
    } catch (RuntimeException e) {
      closeIfOpen(log);
      throw e;
    }
  }

  /** The address to put under {@code schema.registry.url}. */
  public String url() {
    InetSocketAddress address = server.getAddress();
    return "http://%s:%d".formatted(address.getAddress().getHostAddress(), address.getPort());
  }

  /** Stops answering and closes the log; what was answered stays. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    closeIfOpen(log);
  }

  private static void closeIfOpen(@Nullable RegistryLog log) {
    if (log != null) {
      log.close();
    }
  }
}
