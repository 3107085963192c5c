package io.tagstream.local.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server that gives models out, slowly or not at all if a test wants it so. */
final class Depot implements AutoCloseable {
  /** How it answers. */
  enum Mood {
    /** At once. */
    GENEROUS,
    /** Half of the archive, and the rest when the mood is another. */
    SLOW,
    /** By status 503. */
    CLOSED
  }

  private final HttpServer server;
  private final Path models;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Mood> moods = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();

  /**
   * @param models where the archives lie
   */
  Depot(Path models) throws IOException {
    this.models = models;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange request) throws IOException {
    String name = request.getRequestURI().getPath().substring(1);
    requests.computeIfAbsent(name, archive -> new AtomicInteger()).incrementAndGet();
    try (request) {
      if (mood(name) == Mood.CLOSED) {
        request.sendResponseHeaders(503, -1);
        return;
      }
      byte[] archive = Files.readAllBytes(models.resolve(name));
      request.sendResponseHeaders(200, archive.length);
      try (OutputStream body = request.getResponseBody()) {
        int half = archive.length / 2;
        body.write(archive, 0, half);
        body.flush();
        awaitNotSlow(name);
        body.write(Arrays.copyOfRange(archive, half, archive.length));
      }
    }
  }

  private Mood mood(String archive) {
    return moods.getOrDefault(archive, Mood.GENEROUS);
  }

  private synchronized void awaitNotSlow(String archive) {
    try {
      while (mood(archive) == Mood.SLOW) {
        wait();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Changes how a model is given out. */
  synchronized void become(Mood mood, PackedModel model) {
    moods.put(file(model), mood);
    notifyAll();
  }

  private static String file(PackedModel model) {
    return model.archive().getFileName().toString();
  }

  /** Returns how often a model was asked for. */
  int requests(PackedModel model) {
    return requests.getOrDefault(file(model), new AtomicInteger()).get();
  }

  /** Returns where a model is given out. */
  URI at(PackedModel model) {
    return root().resolve(file(model));
  }

  /** Returns the beginning of all locations. */
  URI root() {
    return URI.create(
        "http://%s:%d/"
            .formatted(server.getAddress().getHostString(), server.getAddress().getPort()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
