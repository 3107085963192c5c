package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  private static final String DATA =
      """
      {"id":"1","tokens":["Dinner","in","Oslo"],"tags":["O","O","B-place"],"class":"BookTable"}
      {"id":"2","tokens":["rain","today"],"tags":["O","B-date"],"class":"GetWeather"}
      """;

  private Path directory;
  private String bundle = "";

  @BeforeEach
  void writeBundle(@TempDir Path directory) throws IOException {
    this.directory = directory;
    bundle = TinyBundle.write(directory.resolve("tiny")).toString();
  }

  @Test
  void shouldPrintOneObjectInPercent() throws IOException {
    Invocation evaluated = evaluate(DATA, "--format", "json");

    assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(evaluated.out());
    assertThat(report.get("sentences").asInt()).isEqualTo(2);
    assertThat(report.get("tokens").asInt()).isEqualTo(5);
    assertThat(report.at("/spans/f1").isNumber()).isTrue();
    assertThat(report.at("/spans/byLabel/place/gold").asInt()).isEqualTo(1);
    // The weights are random, but two sentences are right by halves.
    assertThat(report.at("/classes/accuracy").asDouble()).isIn(0.0, 50.0, 100.0);
  }

  @Test
  void shouldPrintTablesForPeople() throws IOException {
    Invocation evaluated = evaluate(DATA);

    assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
    assertThat(evaluated.out())
        .contains("2 sentences, 5 tokens", "precision", "place", "accuracy", "BookTable");
  }

  @Test
  void shouldNotMeasurePairsByTheirFirstTexts() throws IOException {
    Invocation refused = evaluate(DATA + "{\"text\":\"a\",\"second\":\"b\",\"class\":\"c\"}\n");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("found 1 with a 'second' text", "--from-text");
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void shouldNameTheLineThatIsMalformed() throws IOException {
    Invocation failed = evaluate(DATA + "{\"tokens\":\n");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("data.jsonl", "3");
  }

  @Test
  void shouldRefuseDataWithoutASentence() throws IOException {
    Invocation failed = evaluate("");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("data.jsonl holds no sentence");
  }

  @Test
  void shouldNameAFileThatDoesNotExist() {
    Invocation failed = Invocation.of("evaluate", "--bundle", bundle, "--data", "/no/such.jsonl");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("/no/such.jsonl does not exist");
  }

  @Test
  void shouldNameADirectory() {
    Invocation failed =
        Invocation.of("evaluate", "--bundle", bundle, "--data", directory.toString());

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains(directory + ": expected a file", "found a directory");
  }

  @Test
  void shouldReadOtherFormatsAndSayWhatWasNotTakenAsItIs() throws IOException {
    Path columns = Files.writeString(directory.resolve("data.txt"), "Oslo S-place\n");
    String line = "{\"text\":\"Oslo\",\"spans\":[{\"begin\":1,\"end\":4,\"label\":\"place\"}]}";
    Path texts = Files.writeString(directory.resolve("texts"), line);

    Invocation ofColumns =
        Invocation.of(
            "evaluate",
            "--bundle",
            bundle,
            "--data",
            columns.toString(),
            "--data-format",
            "conll",
            "--tag-scheme",
            "bioes");
    Invocation ofTexts = Invocation.of("evaluate", "--bundle", bundle, "--data", texts.toString());

    assertThat(ofColumns.out()).as(ofColumns.err()).contains("1 sentences, 1 tokens");
    assertThat(ofTexts.out()).as(ofTexts.err()).contains("1 sentences, 1 tokens");
    assertThat(ofTexts.err()).contains("texts: 1 spans begin or end inside a token", "(line 1)");
  }

  @Test
  void shouldCutTextsAtTheLimitOfTheBundle() throws IOException {
    Path descriptor = Path.of(bundle, "bundle.json");
    Files.writeString(
        descriptor,
        Files.readString(descriptor).replaceFirst("\"maxTokens\"( ?): \\d+", "\"maxTokens\"$1: 6"));

    Invocation evaluated =
        evaluate("{\"text\":\"one two three four five six seven\",\"class\":\"GetWeather\"}");

    assertThat(evaluated.out()).as(evaluated.err()).contains("2 sentences, 7 tokens");
  }

  @Test
  void shouldMeasureTheTextsAsProductionTagsThem() throws IOException {
    String line =
        "{\"text\":\"Hi! Oslo\",\"spans\":[{\"begin\":4,\"end\":8,\"label\":\"place\"}]}\n";

    Invocation table = evaluate(line + DATA, "--from-text");
    Invocation json = evaluate(line, "--from-text", "--format", "json");
    Invocation textless = evaluate(DATA, "--from-text");

    assertThat(table.out()).as(table.err()).contains("1 texts, 2 sentences, 3 tokens", "place");
    assertThat(table.err()).contains("2 sentences come without text: left out (lines 2, 3)");
    JsonNode report = new ObjectMapper().readTree(json.out());
    assertThat(report.get("texts").asInt()).isEqualTo(1);
    assertThat(report.at("/spans/byLabel/place/gold").asInt()).isEqualTo(1);
    assertThat(report.at("/spans/tokenAccuracy").isMissingNode()).isTrue();
    assertThat(textless.exitCode()).isEqualTo(1);
    assertThat(textless.err()).contains("data.jsonl holds no text; measure its tokens");
  }

  @Test
  void shouldTakeTheLabelsOfTheDataAsTheyAreMeant() throws IOException {
    String line =
        "{\"text\":\"Hi! Oslo\",\"spans\":[{\"begin\":0,\"end\":2,\"label\":\"greeting\"},"
            + "{\"begin\":4,\"end\":8,\"label\":\"town\"}]}\n{\"text\":\"Oslo\"}\n";
    String[] meant = {"--labels", "town=place,*=", "--open", "date,artist", "--format", "json"};
    String[] fromText =
        Stream.concat(Stream.of(meant), Stream.of("--from-text")).toArray(String[]::new);

    for (Invocation evaluated : List.of(evaluate(line, meant), evaluate(line, fromText))) {
      JsonNode report = new ObjectMapper().readTree(evaluated.out());
      assertThat(report.at("/spans/byLabel/place/gold").asInt()).as(evaluated.err()).isEqualTo(1);
      assertThat(report.at("/spans/byLabel/greeting").isMissingNode()).isTrue();
      assertThat(report.at("/spans/byLabel/date").isMissingNode()).isTrue();
      assertThat(report.at("/leftOut/gold/greeting").asInt()).isEqualTo(1);
      assertThat(report.at("/leftOut/predicted/artist").isInt()).isTrue();
    }
    Invocation table = evaluate(line, "--labels", "*=", "--open", "artist");
    assertThat(table.out())
        .as(table.err())
        .contains("1 without tags or spans: not scored")
        .contains("1 gold town, taken for no spans", "which the data does not annotate");
  }

  @Test
  void shouldRefuseLabelsThatAreNotMeantSo() throws IOException {
    Invocation annotated = evaluate(DATA, "--open", "place");
    Invocation broken = evaluate(DATA, "--labels", "person");

    assertThat(annotated.exitCode()).isEqualTo(1);
    assertThat(annotated.err()).contains("found 'place', which it does", "--labels place=");
    assertThat(broken.exitCode()).isEqualTo(2);
    assertThat(broken.err()).contains("expected pairs as in");
  }

  private Invocation evaluate(String data, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("data.jsonl"), data);
    String[] arguments = new String[options.length + 5];
    System.arraycopy(options, 0, arguments, 5, options.length);
    arguments[0] = "evaluate";
    arguments[1] = "--bundle";
    arguments[2] = bundle;
    arguments[3] = "--data";
    arguments[4] = file.toString();
    return Invocation.of(arguments);
  }
}
