package io.tagstream.model.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MalformedLinesTest {
  private final DataFolder folder;

  MalformedLinesTest(@TempDir Path folder) {
    this.folder = new DataFolder(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '#',
      value = {
        "data.jsonl ; {'tokens':['a'],'tags':[]}|{|{'text':'b'}|7 ; 1, 2, 4 ; found 0 tags for 1",
        "data.jsonl ; {'tokens':['a'],'tags':['PER']}|{'text':'b'}|{'tokens':['a'],'tags':['x']} ; 1, 3 ; found 'PER'",
        "data.csv ; text,class|a,x|b|c,y|d,e,f|g,x ; 3, 5 ; expected 2 fields",
        "data.csv ; text,class|a|'b'c,x|c ; 2, 3 ; broken quotes",
        "data.conll ; a B-x|b||c||d O ; 2, 4 ; expected a token in the first column",
        "data.conll ; a B-x|b I-y||c O||d O|e PER ; 2, 7 ; expected B-y before I-y",
      })
  void shouldNameEveryMalformedLineOfAFile(
      String name, String lines, String malformed, String fault) throws IOException {
    Path file = folder.write(name, lines.replace('|', '\n').replace('\'', '"') + "\n");
    String expected =
        DataFolder.words(malformed.replace(",", "")).stream()
            .map(line -> "\\Q%s, line %s: \\E[^\n]+".formatted(file, line))
            .collect(Collectors.joining("\n"));

    assertThatThrownBy(() -> LabelledData.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageMatching(expected)
        .hasMessageContaining(fault);
  }

  @Test
  void shouldNotBlameTheLinesAroundAMalformedOne() throws IOException {
    Path file = folder.write("data.conll", "a O\nb\nc I-x\n\nd B-x\n");

    assertThatThrownBy(() -> LabelledData.read(file))
        .hasMessageMatching("\\Q%s, line 2: \\E[^\n]+found one column[^\n]+".formatted(file));
  }

  @Test
  void shouldNotReadTagsBeforeEveryLineIsWhole() throws IOException {
    // The tags of all sentences say how they are to be read, and the first is not whole.
    Path file = folder.write("data.conll", "a I-x\nb O\nc I-x\nd\n\ne I-x\nf O\ng B-y\n");

    assertThatThrownBy(() -> LabelledData.read(file))
        .hasMessageMatching("\\Q%s, line 4: \\E[^\n]+found one column[^\n]+".formatted(file));
  }

  @Test
  void shouldCountTheLinesThatItDoesNotName() throws IOException {
    String lines =
        IntStream.rangeClosed(1, 50)
            .mapToObj(line -> line % 2 == 0 ? "{}" : "7")
            .collect(Collectors.joining("\n"));
    Path file = folder.write("data.jsonl", lines);

    assertThatThrownBy(() -> LabelledData.read(file))
        .hasMessageContaining(file + ", line 20: ")
        .hasMessageEndingWith("\n" + file + ": and 30 more malformed lines")
        .hasMessageNotContaining("line 21: ");
  }
}
