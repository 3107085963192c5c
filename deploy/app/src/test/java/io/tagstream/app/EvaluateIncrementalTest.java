package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class EvaluateIncrementalTest {
  private static final String STREAMS =
      "../../model/inference/src/test/resources/io/tagstream/bundles/tiny-streams";
  private static final String DATA =
      """
      {"key":"a","seq":2,"tokens":["rain","today"],"tags":["O","B-date"],"class":"GetWeather"}
      {"key":"a","seq":1,"tokens":["Dinner","in","Oslo"],"tags":["O","O","B-place"],"class":"BookTable"}
      {"tokens":["play","some","music"],"tags":["O","O","O"],"class":"PlayMusic"}
      """;

  private Path directory;

  @BeforeEach
  void keepDirectory(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void shouldAddOneObjectToThatOfTheEvaluation() throws IOException {
    JsonNode plain = json(STREAMS);
    JsonNode report = json(STREAMS, "--incremental");

    JsonNode incremental = report.get("incremental");
    ((ObjectNode) report).remove("incremental");
    assertThat(report).isEqualTo(plain);
    assertThat(incremental.get("finalF1").isNumber()).isTrue();
    assertThat(incremental.get("editOverhead").isNumber()).isTrue();
    assertThat(incremental.get("meanDelayTokens").isNumber()).isTrue();
    assertThat(incremental.at("/microsPerEvent/50").asDouble()).isPositive();
    assertThat(incremental.at("/microsPerEvent/500").asDouble()).isPositive();
    assertThat(incremental.at("/microsPerEvent/5000").asDouble()).isPositive();
    assertThat(names(incremental))
        .contains(
            "offlineF1",
            "classAccuracy",
            "offlineClassAccuracy",
            "correctionTimeTokens",
            "correctionTimeScore",
            "relativeCorrectness",
            "editsPerEvent")
        .doesNotContain("turns", "curve", "stability", "report");
    assertThat(incremental.get("by").asText()).isEqualTo("1");
    assertThat(incremental.get("rightContext").asInt()).isEqualTo(4);
    assertThat(incremental.get("delay").asInt()).isZero();
    assertThat(incremental.get("events").asInt()).isEqualTo(8);
  }

  @Test
  void shouldTakeTheEventsAndRulesItIsGiven() throws IOException {
    JsonNode incremental =
        json(STREAMS, "--incremental", "--by", "2", "--right-context", "0", "--delay", "1")
            .get("incremental");

    assertThat(incremental.get("by").asText()).isEqualTo("2");
    assertThat(incremental.get("rightContext").asInt()).isZero();
    assertThat(incremental.get("delay").asInt()).isEqualTo(1);
    // Five tokens of the key, three of the other stream.
    assertThat(incremental.get("events").asInt()).isEqualTo(5);
  }

  @Test
  void shouldKeepStatesLessExactlyIfAsked() throws IOException {
    JsonNode exact = json(STREAMS, "--incremental").get("incremental");
    JsonNode half = json(STREAMS, "--incremental", "--precision", "half").get("incremental");

    assertThat(half.get("offlineF1")).isEqualTo(exact.get("offlineF1"));
    assertThat(half.get("events")).isEqualTo(exact.get("events"));
  }

  @Test
  void shouldMeasureATransformerByTheSameFigures() throws IOException {
    String export = ExportDirectory.copy("bert-token", directory.resolve("people")).toString();

    JsonNode incremental = json(export, "--incremental", "--right-context", "8").get("incremental");

    assertThat(incremental.get("rightContext").asInt()).isEqualTo(8);
    assertThat(incremental.get("events").asInt()).isEqualTo(8);
    assertThat(incremental.get("finalF1").isNumber()).isTrue();
    assertThat(incremental.get("finalF1")).isEqualTo(incremental.get("offlineF1"));
    assertThat(incremental.at("/microsPerEvent/5000").asDouble()).isPositive();
  }

  @Test
  void shouldTellWhatTheCarriedStateIsWorth() throws IOException {
    Path known = Files.writeString(directory.resolve("known.jsonl"), DATA.lines().toList().get(0));
    String[] options = {"--incremental", "--by", "turn", "--unseen", known.toString()};

    JsonNode turns = json(STREAMS, options).at("/incremental/turns");
    Invocation table = evaluate(STREAMS, options);

    assertThat(turns.at("/carried/sentences").asInt()).isEqualTo(3);
    assertThat(turns.at("/alone/slotF1").isNumber()).isTrue();
    assertThat(turns.at("/unseen/sentences").asInt()).isEqualTo(2);
    assertThat(turns.at("/unseenAlone/classAccuracy").isNumber()).isTrue();
    assertThat(table.out()).contains("with carried state", "unseen, without", "Microseconds");
  }

  @Test
  void shouldPrintTablesForPeople() throws IOException {
    Invocation evaluated = evaluate(STREAMS, "--incremental", "--delay", "2");

    assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
    assertThat(evaluated.out())
        .contains(
            "3 sentences, 8 tokens",
            "1 token an event, right context 4, delay 2",
            "edit overhead",
            "offline",
            "5000");
  }

  @Test
  void shouldDrawACurve() throws Exception {
    Path plot = directory.resolve("curve.svg");
    String[] options = {"--incremental", "--curve", plot.toString()};

    JsonNode curve = json(STREAMS, options).at("/incremental/curve");
    Invocation table = evaluate(STREAMS, options);

    assertThat(curve.get("points")).hasSize(30);
    assertThat(curve.at("/points/29/rightContext").asInt()).isEqualTo(16);
    assertThat(curve.at("/points/29/delay").asInt()).isEqualTo(4);
    assertThat(curve.at("/points/29/microsPerEvent").asDouble()).isPositive();
    assertThat(table.out()).as(table.err()).contains("By right context (R) and delay");
    Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(plot.toFile());
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(6 + 2);
    assertThat(svg.getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void shouldRefuseABundleThatReadsNoStreams() throws IOException {
    String bundle = TinyBundle.write(directory.resolve("tiny")).toString();

    Invocation failed = evaluate(bundle, "--incremental");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .contains(
            "expected a bundle that was trained to read streams", "'stream'", "train it with");
  }

  @Test
  void shouldRefuseTurnsOfNoStream() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("alone.jsonl"),
            "{\"key\":\"a\",\"tokens\":[\"rain\"],\"tags\":[\"O\"],\"class\":\"GetWeather\"}");

    Invocation failed =
        Invocation.of(
            "evaluate",
            "--bundle",
            STREAMS,
            "--data",
            file.toString(),
            "--incremental",
            "--by",
            "turn");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("--by turn: expected sentences with 'key'", "add both");
  }

  @Test
  void shouldRefuseOptionsThatDoNotGoTogether() throws IOException {
    assertWrong("a number of tokens, found 'word'", "--incremental", "--by", "word");
    assertWrong("a number of tokens, found '0'", "--incremental", "--by", "0");
    assertWrong("expected 0 to 512 tokens, found '513'", "--incremental", "--right-context", "513");
    assertWrong("expected 0 to 64 tokens, found '65'", "--incremental", "--delay", "65");
    assertWrong("--by turn", "--incremental", "--by", "turn", "--delay", "1");
    assertWrong("--by turn", "--incremental", "--by", "turn", "--precision", "half");
    assertWrong("expected one of", "--incremental", "--precision", "double");
    assertWrong("--unseen: needs --by turn", "--incremental", "--unseen", "train.jsonl");
    assertWrong("leave out --from-text", "--incremental", "--from-text");
    assertWrong("--incremental", "--delay", "1");
  }

  private void assertWrong(String said, String... options) throws IOException {
    Invocation failed = evaluate(STREAMS, options);
    assertThat(failed.exitCode()).as(String.join(" ", options)).isEqualTo(2);
    assertThat(failed.err()).contains(said);
  }

  private JsonNode json(String bundle, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--format", "json"));
    Invocation evaluated = evaluate(bundle, all.toArray(String[]::new));
    assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
    return new ObjectMapper().readTree(evaluated.out());
  }

  private Invocation evaluate(String bundle, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("data.jsonl"), DATA);
    List<String> arguments =
        new ArrayList<>(List.of("evaluate", "--bundle", bundle, "--data", file.toString()));
    arguments.addAll(List.of(options));
    return Invocation.of(arguments.toArray(String[]::new));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
