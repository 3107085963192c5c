package io.tagstream.local.pipeline;

import static io.tagstream.local.pipeline.Client.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tagstream.local.LocalCluster;
import io.tagstream.local.registry.EmbeddedRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema registry that is away costs time and nothing else. */
class RegistryOutageIT {
  private static final int PATIENCE_S = 60;

  /** Requests that two threads make before they give up, one after the other. */
  private static final int REFUSALS = 4;

  @Test
  void shouldSkipNothingWhileTheRegistryIsAway(@TempDir Path state) throws Exception {
    CountDownLatch refusals = new CountDownLatch(REFUSALS);
    HttpServer away = registryThatIsAway(refusals);
    try (LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary())) {
      int port = away.getAddress().getPort();
      Map<String, Object> settings = new HashMap<>(cluster.clientSettings());
      settings.put("schema.registry.url", "http://127.0.0.1:" + port);
      Map<String, String> more =
          Map.of(
              "tagstream.input.format", "text",
              "max.retries", "1",
              "retries.wait.ms", "10",
              // The group waits this long for a failed thread before it lets another have its
              // partitions; the broker allows no less.
              "session.timeout.ms", "6000",
              "heartbeat.interval.ms", "2000");
      try (Client client = new Client(settings);
          Pipeline pipeline = Pipeline.start(Pipeline.settings(settings, state, more))) {
        List<Long> sent = new ArrayList<>();
        for (String text : List.of("rain in Oslo", "sun in Lyon", "rain in Leeds")) {
          sent.add(client.send("key", bytes(text)));
        }
        assertThat(refusals.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        assertThat(client.read(Client.OUTPUT)).isEmpty();
        away.stop(0);

        try (EmbeddedRegistry back = EmbeddedRegistry.start(port, null)) {
          List<ConsumerRecord<byte[], byte[]>> outputs = client.await(Client.OUTPUT, sent.size());
          assertThat(back.url()).endsWith(":" + port);
          assertThat(outputs)
              .extracting(record -> client.tagged(record).getSource().getOffset())
              .containsExactlyElementsOf(sent);
          assertThat(client.read(Client.DEAD)).isEmpty();
          pipeline.requireAlive();
        }
      }
    } finally {
      away.stop(0);
    }
  }

  private static HttpServer registryThatIsAway(CountDownLatch refusals) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
          refusals.countDown();
        });
    server.start();
    return server;
  }
}
