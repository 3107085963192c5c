package io.tagstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesReaderTest {
  private static final String SENTENCE =
      "{\"id\":\"a\",\"text\":\"Play Ásgeir.\",\"tokens\":[\"Play\",\"Ásgeir\",\".\"],"
          + "\"tags\":[\"O\",\"B-artist\",\"O\"],\"class\":\"play\",\"key\":\"unused\"}\n";

  private final Path folder;

  JsonLinesReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldReadSentences() throws IOException {
    assertThat(JsonLinesReader.read(write(SENTENCE + "\n{\"tokens\":[\"Hi\"]}\n")))
        .containsExactly(
            new LabelledSentence(
                "a",
                "Play Ásgeir.",
                List.of("Play", "Ásgeir", "."),
                List.of("O", "B-artist", "O"),
                "play"),
            new LabelledSentence("data.jsonl:3", null, List.of("Hi"), List.of(), null));
  }

  @Test
  void shouldReadCompressedFiles() throws IOException {
    Path file = folder.resolve("data.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(SENTENCE.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(JsonLinesReader.read(file)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{ ; broken JSON",
        "[1] ; expected a JSON object, found ARRAY",
        "{} 1 ; broken JSON",
        "{'tags':['O']} ; expected a list of at least one token",
        "{'tokens':['a',''],'tags':['O','O']} ; a blank one at index 1",
        "{'tokens':['a','b'],'tags':['O']} ; found 1 tags for 2 tokens",
        "{'tokens':['a'],'tags':['PER']} ; found 'PER'",
        "{'tokens':['a'],'tags':['B-']} ; found 'B-'",
        "{'tokens':['a'],'tags':[3]} ; found a NUMBER",
        "{'tokens':'a'} ; expected a list of strings",
        "{'tokens':['a'],'class':7} ; class: expected a string, found NUMBER",
      },
      quoteCharacter = '"')
  void shouldNameFileLineAndFaultOfAMalformedLine(String line, String fault) throws IOException {
    Path file = write(SENTENCE + line.replace('\'', '"') + "\n");

    assertThatThrownBy(() -> JsonLinesReader.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageStartingWith(file + ", line 2: ")
        .hasMessageContaining(fault);
  }

  @Test
  void shouldRefuseBytesThatAreNotUtf8() throws IOException {
    Path file = folder.resolve("latin.jsonl");
    Files.write(file, SENTENCE.getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> JsonLinesReader.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("UTF-8");
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("data.jsonl"), content);
  }
}
