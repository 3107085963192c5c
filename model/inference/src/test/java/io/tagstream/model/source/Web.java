package io.tagstream.model.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server on this machine that answers as a test wants it to, and counts how often. */
final class Web implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();

  /** Answers a request. */
  interface Answer {
    void to(HttpExchange request) throws IOException;
  }

  Web(Answer answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        request -> {
          requests.incrementAndGet();
          try (request) {
            answer.to(request);
          }
        });
    server.start();
  }

  static Web giving(byte[] content) throws IOException {
    return new Web(
        request -> {
          request.sendResponseHeaders(200, content.length);
          try (OutputStream body = request.getResponseBody()) {
            body.write(content);
          }
        });
  }

  static Web failing(int status) throws IOException {
    return new Web(
        request -> {
          request.getResponseHeaders().set("Location", "/elsewhere");
          request.sendResponseHeaders(status, -1);
        });
  }

  URI at(String path) {
    return URI.create(
        "http://"
            + server.getAddress().getHostString()
            + ":"
            + server.getAddress().getPort()
            + path);
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
