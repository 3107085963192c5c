package io.tagstream.local.pipeline;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A registry that answers every request with "503 service unavailable" and counts them. */
final class DownRegistry implements AutoCloseable {
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private final CountDownLatch requests;

  DownRegistry(int port, int expectedRequests) throws IOException {
    requests = new CountDownLatch(expectedRequests);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(UNAVAILABLE, -1);
          }
          requests.countDown();
        });
    server.start();
  }

  /** Waits until it has refused as many requests as expected. */
  boolean awaitRequests() throws InterruptedException {
    return requests.await(1, TimeUnit.MINUTES);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
