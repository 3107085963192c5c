package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.app.run.Settings;
import io.tagstream.local.broker.EmbeddedBroker;
import io.tagstream.local.registry.EmbeddedRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that is away holds texts up; it costs none of them. */
class RegistryAwayIT {
  private static final Map<String, String> IMPATIENT =
      Map.of(
          "max.retries", "1",
          "retries.wait.ms", "50",
          // The place of a failed thread in the group is free only when its session has expired.
          "session.timeout.ms", "3000",
          "heartbeat.interval.ms", "1000");

  /** More requests than one round of retries makes: the thread has been replaced by then. */
  private static final int SEVERAL_ROUNDS = 3;

  @Test
  void shouldTagEverythingOnceTheRegistryIsBack(@TempDir Path directory) throws Exception {
    Path schemas = directory.resolve("registry");
    EmbeddedRegistry first = EmbeddedRegistry.start(0, schemas);
    int port = URI.create(first.url()).getPort();
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, directory.resolve("broker"))) {
      Map<String, Object> cluster =
          Map.of(
              "bootstrap.servers", broker.bootstrapServers(),
              "schema.registry.url", first.url());
      Settings settings = Pipeline.settings(cluster, directory.resolve("streams"), IMPATIENT);
      try (Client client = new Client(cluster)) {
        byte[] event = client.event("rain in Lyon");
        first.close();
        try (Pipeline pipeline = Pipeline.start(settings)) {
          try (DownRegistry down = new DownRegistry(port, SEVERAL_ROUNDS)) {
            client.send("a", event);
            client.send("b", event);
            assertThat(down.awaitRequests()).isTrue();
            assertThat(client.read(Client.OUTPUT)).isEmpty();
            assertThat(client.read(Client.DEAD)).isEmpty();
          }
          EmbeddedRegistry again = EmbeddedRegistry.start(port, schemas);
          try (again) {
            List<ConsumerRecord<byte[], byte[]>> outputs = client.await(Client.OUTPUT, 2);

            pipeline.requireAlive();
            assertThat(outputs)
                .extracting(record -> client.tagged(record).getSource().getOffset())
                .containsExactly(0L, 1L);
            assertThat(client.read(Client.DEAD)).isEmpty();
          }
        }
      }
    }
  }
}
