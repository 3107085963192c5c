package io.tagstream.schemas.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** An HTTP server that writes down what it is asked and answers what it was told to. */
public final class RecordingRegistry implements AutoCloseable {

  /** A request as it came over the wire. */
  public record Received(
      String method, String uri, Map<String, List<String>> headers, String body) {

    /** Method and raw path with query. */
    public String line() {
      return method + " " + uri;
    }

    /** The only value of a header. */
    public String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? "" : String.join(" | ", values);
    }
  }

  private record Prepared(int status, String body, Map<String, String> headers) {}

  static {
    // Else every answer waits 40 ms for the acknowledgement of its headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Queue<Prepared> answers = new ConcurrentLinkedQueue<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean isStuck;

  private RecordingRegistry(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public static RecordingRegistry start() {
    try {
      return new RecordingRegistry(HttpServer.create(loopback(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RecordingRegistry startTls(SSLContext context, boolean wantsClientCertificate) {
    try {
      HttpsServer server = HttpsServer.create(loopback(), 0);
      server.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(com.sun.net.httpserver.HttpsParameters parameters) {
              var ssl = context.getDefaultSSLParameters();
              ssl.setNeedClientAuth(wantsClientCertificate);
              parameters.setSSLParameters(ssl);
            }
          });
      return new RecordingRegistry(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** The next answer; once all are given the last one is repeated. */
  public RecordingRegistry answer(int status, String body) {
    answers.add(new Prepared(status, body, Map.of()));
    return this;
  }

  RecordingRegistry redirect(String location) {
    answers.add(new Prepared(302, "", Map.of("Location", location)));
    return this;
  }

  /** From now on no request is answered before the server is closed. */
  void getStuck() {
    isStuck = true;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:" + port();
  }

  public List<Received> received() {
    return received;
  }

  public List<String> lines() {
    return received.stream().map(Received::line).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      received.add(
          new Received(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              body));
      if (isStuck) {
        released.await();
      }
      Prepared answer = answers.size() > 1 ? answers.remove() : answers.element();
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
