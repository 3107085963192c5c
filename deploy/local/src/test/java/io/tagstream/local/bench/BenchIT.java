package io.tagstream.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.app.Main;
import io.tagstream.local.LocalCluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user types it, with few events. */
class BenchIT {
  private static final String STREAMS =
      "../../model/inference/src/test/resources/io/tagstream/bundles/tiny-streams";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldMeasureAllPartsOnTheSameEvents(@TempDir Path directory) throws Exception {
    Path plot = directory.resolve("bench.svg");
    JsonNode json =
        json(
            "--events",
            "300",
            "--keys",
            "20",
            "--rate",
            "50",
            "--latency-seconds",
            "1",
            "--plot",
            plot.toString());

    for (String part : List.of("limit", "kafka", "plain", "speculative")) {
      assertThat(json.at("/" + part + "/eventsPerSecond").asDouble()).as(part).isPositive();
      assertThat(json.at("/" + part + "/cpuMicrosPerEvent").asDouble()).as(part).isPositive();
    }
    for (String part : List.of("plain", "speculative")) {
      assertThat(json.at("/" + part + "/cpuMicros/stream").asDouble()).as(part).isPositive();
      assertThat(json.at("/" + part + "/latencyMillis/p50").asDouble()).as(part).isPositive();
      assertThat(json.at("/" + part + "/latencyMillis/events").asInt()).as(part).isEqualTo(50);
    }
    assertThat(json.at("/identical").asInt()).isEqualTo(300);
    assertThat(json.at("/speculative/profile/used").asInt()).isPositive();
    assertThat(json.at("/plain/profile/made").asInt()).isZero();
    assertThat(err.toString()).contains("plain, latency");
    assertThat(plot).content().contains("Latency by percentile", ">speculative</text>");
  }

  @Test
  void shouldMeasureTextsWithoutKeysOnSeveralThreads() throws Exception {
    JsonNode json =
        json(
            "--events",
            "200",
            "--key",
            "null",
            "--threads",
            "2",
            "--guarantee",
            "at-least-once",
            "--only",
            "plain,speculative",
            "--latency-seconds",
            "0");

    assertThat(json.at("/identical").asInt()).isEqualTo(200);
    assertThat(json.at("/workload/mode").asText()).isEqualTo("none");
    assertThat(json.has("limit") || json.has("kafka")).isFalse();
    assertThat(json.at("/plain").has("latencyMillis")).isFalse();
  }

  @Test
  void shouldNotTakeDeadLettersForThroughput() {
    int exitCode =
        bench(
            "--events",
            "20",
            "--key",
            "null",
            "--mode",
            "utterance",
            "--only",
            "kafka",
            "--latency-seconds",
            "0",
            "--set",
            "tagstream.text.max.code.points=5");

    assertThat(exitCode).isOne();
    assertThat(err.toString()).contains("kafka: expected a tagged text for every event");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldLeaveNothingOnAClusterThatIsThere() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary());
        Admin admin = Admin.create(cluster.clientSettings())) {
      JsonNode json =
          json(
              "--events",
              "20",
              "--only",
              "speculative",
              "--latency-seconds",
              "0",
              "--bootstrap-servers",
              cluster.bootstrapServers(),
              "--registry-url",
              cluster.registryUrl());

      assertThat(json.at("/speculative/measuredEvents").asInt()).isPositive();
      assertThat(admin.listTopics().names().get()).isEmpty();
      assertThat(admin.listGroups().all().get()).isEmpty();
    }
  }

  private JsonNode json(String... arguments) throws Exception {
    assertThat(bench(arguments)).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private int bench(String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bench", "--bundle", STREAMS, "--format", "json"));
    command.addAll(List.of(arguments));
    return Main.run(new PrintWriter(out), new PrintWriter(err), command.toArray(String[]::new));
  }
}
