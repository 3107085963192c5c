package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagCommandTest {
  private static String bundle = "";

  @BeforeAll
  static void writeBundle(@TempDir Path directory) throws IOException {
    bundle = TinyBundle.write(directory.resolve("tiny")).toString();
  }

  @Test
  void shouldTagEachLineOfStandardInput() throws IOException {
    Invocation tagged =
        Invocation.withInput(
            "Book a table in Oslo\n\ntonight \ud83c\udfb7 jazz\n",
            "tag",
            "--bundle",
            bundle,
            "--format",
            "json");

    assertThat(tagged.exitCode()).as(tagged.err()).isZero();
    List<String> lines = tagged.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).isEqualTo("{\"text\":\"\",\"sentences\":[],\"spans\":[]}");
    JsonNode third = new ObjectMapper().readTree(lines.get(2));
    assertThat(third.get("text").asText()).isEqualTo("tonight \ud83c\udfb7 jazz");
    // Code points, of which the emoji is one.
    assertThat(third.at("/sentences/0/end").asInt()).isEqualTo(14);
    assertThat(third.at("/sentences/0/label").isTextual()).isTrue();
  }

  @Test
  void shouldTagTheTextsItIsGiven() {
    Invocation tagged = Invocation.of("tag", "--bundle", bundle, "Book a table", "play jazz");

    assertThat(tagged.exitCode()).as(tagged.err()).isZero();
    assertThat(tagged.out()).contains("Book", "jazz", "%");
  }

  @Test
  void shouldTellTheProbabilityOfEveryClassOnRequest() throws IOException {
    Invocation tagged =
        Invocation.of("tag", "--bundle", bundle, "--format", "json", "--scores", "play jazz");

    assertThat(tagged.exitCode()).as(tagged.err()).isZero();
    JsonNode sentence = new ObjectMapper().readTree(tagged.out()).at("/sentences/0");
    JsonNode scores = sentence.get("scores");
    assertThat(scores).hasSizeGreaterThan(1);
    assertThat(scores.get(sentence.get("label").asText())).isEqualTo(sentence.get("score"));
    assertThat(Invocation.of("tag", "--bundle", bundle, "--scores", "play jazz").err())
        .contains("--scores: expected --format json beside it");
  }

  @Test
  void shouldPrintNothingForNoInput() {
    Invocation tagged = Invocation.withInput("", "tag", "--bundle", bundle);

    assertThat(tagged).isEqualTo(new Invocation(0, "", ""));
  }

  @Test
  void shouldSayWhichBundlesThereAre() {
    Invocation failed = Invocation.withInput("x", "tag", "--bundle", "asistant");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("'asistant'").doesNotContain("\tat ");
  }

  @Test
  void shouldRefuseAnUnknownFormat() {
    Invocation failed = Invocation.of("tag", "--format", "xml", "text");

    assertThat(failed.exitCode()).isEqualTo(2);
    assertThat(failed.err()).contains("--format", "xml", "PRETTY", "JSON");
  }
}
