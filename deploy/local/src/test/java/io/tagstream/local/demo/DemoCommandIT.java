package io.tagstream.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.app.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a user types it, with the model that ships. */
class DemoCommandIT {
  private static final String EXPORT =
      "../../model/inference/src/test/resources/reference/bert-token";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldTagTheSamplesOnceAndLeave() {
    assertThat(run("demo", "--once", "--format", "json")).as(err.toString()).isZero();
    assertThat(out.toString().lines())
        .hasSameSizeAs(Utterance.conversation())
        .allSatisfy(line -> assertThat(line).contains("\"model\":{\"name\":\"assistant\""));
  }

  @Test
  void shouldTagTheSamplesWithAModelOfHuggingFaceAsItWasExported() {
    assertThat(run("demo", "--once", "--format", "json", "--bundle", EXPORT))
        .as(err.toString())
        .isZero();
    assertThat(out.toString().lines())
        .hasSameSizeAs(Utterance.conversation())
        .allSatisfy(line -> assertThat(line).contains("\"model\":{\"name\":\"bert-token\""));
  }

  @ParameterizedTest
  @CsvSource({"entities, entities", EXPORT + ", bert-token"})
  void shouldLetASecondModelTakeOverUnderLoad(String to, String name) throws Exception {
    assertThat(run("demo", "--swap", "--to", to, "--format", "json")).as(err.toString()).isZero();

    JsonNode figures = new ObjectMapper().readTree(out.toString());
    assertThat(figures.get("oneAfterTheOther").booleanValue()).isTrue();
    assertThat(figures.get("doubled").intValue()).isZero();
    assertThat(figures.get("models"))
        .extracting(model -> model.get("name").textValue())
        .containsExactly("assistant", name);
    assertThat(err.toString())
        .contains(
            "./tagstream model activate",
            name + " " + figures.at("/models/1/version").asText() + " takes over",
            "none by the first model with or after");
  }

  @Test
  void shouldRefuseASwapWhereModelsOfAnEarlierStartMayBeInForce() {
    assertThat(run("demo", "--swap", "--data-dir", "somewhere")).isEqualTo(2);
    assertThat(err.toString()).contains("--swap: expected neither --stream nor --data-dir");
  }

  @Test
  void shouldExplainItselfWithAnExample() {
    assertThat(run("demo", "--help")).isZero();
    assertThat(out.toString()).contains("--once", "Examples:", "tagstream demo --once");
  }

  @Test
  void shouldRefuseStreamsForABundleThatReadsNone() {
    assertThat(run("demo", "--stream", "--once", "--bundle", "entities")).isOne();
    assertThat(err.toString())
        .contains("--stream: expected a bundle", "found entities", "--bundle");
  }

  @Test
  void shouldSayWhichPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(run("demo", "--once", "--port", port)).isOne();
      assertThat(err.toString()).contains(port);
    }
  }

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }
}
