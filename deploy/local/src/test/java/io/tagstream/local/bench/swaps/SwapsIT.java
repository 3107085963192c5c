package io.tagstream.local.bench.swaps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.app.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command as a user types it, with few swaps of a small model. */
class SwapsIT {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldSwapModelsAndJudgeEveryRecord() throws Exception {
    int exitCode =
        Main.run(
            new PrintWriter(out),
            new PrintWriter(err),
            "bench",
            "swaps",
            "--bundle",
            VariantsTest.STREAMS,
            "--count",
            "3",
            "--policy",
            "RESET",
            "--rate",
            "200",
            "--keys",
            "20",
            "--heap",
            "128",
            "--format",
            "json");

    assertThat(exitCode).as(err.toString()).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    List<String> fields = new ArrayList<>();
    json.fieldNames().forEachRemaining(fields::add);
    assertThat(fields)
        .startsWith(
            "swaps",
            "records",
            "lost",
            "doubled",
            "wrongModel",
            "p99Ratio",
            "residentGrowthPercent");
    assertThat(json.get("swaps").asInt()).isEqualTo(3);
    assertThat(json.get("records").asInt()).isGreaterThan(1000);
    for (String none : List.of("lost", "doubled", "wrongModel", "deadLetters")) {
      assertThat(json.get(none).asInt(-1)).as(none).isZero();
    }
    assertThat(json.get("p99Ratio").asDouble()).isPositive();
    assertThat(json.get("residentGrowthPercent").isNull()).isTrue();
    assertThat(json.at("/near/records").asInt()).isPositive();
    assertThat(json.at("/policy").asText()).isEqualTo("RESET");
  }
}
