package io.tagstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.data.DataOptions.TokenSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConllReaderTest {
  private final DataFolder folder;

  ConllReaderTest(@TempDir Path folder) {
    this.folder = new DataFolder(folder);
  }

  @Test
  void shouldReadColumns() throws IOException {
    Path file =
        folder.write(
            "eng.txt",
            "-DOCSTART- -X- O O\r\n\r\nEU NNP I-NP B-ORG\r\nrejects VBZ I-VP O\n\n \n"
                + "#\tO\nNew York\tB-LOC\n-DOCSTART-\n👍🏽  O");

    assertThat(LabelledData.read(file).sentences())
        .extracting(LabelledSentence::id, LabelledSentence::tokens, LabelledSentence::tags)
        .containsExactly(
            Tuple.tuple("eng.txt:3", List.of("EU", "rejects"), List.of("B-ORG", "O")),
            Tuple.tuple("eng.txt:7", List.of("#", "New York"), List.of("O", "B-LOC")),
            Tuple.tuple("eng.txt:10", List.of("👍🏽"), List.of("O")));
  }

  @ParameterizedTest
  @CsvSource({
    "O B-a I-a B-a B-b O, O B-a I-a B-a B-b O",
    "I-a I-a B-a I-b O I-a, B-a I-a B-a B-b O B-a",
    "B-a E-a S-b O B-a I-a E-a, B-a I-a B-b O B-a I-a I-a",
    "B-a L-a U-b O B-a I-a L-a, B-a I-a B-b O B-a I-a I-a",
  })
  void shouldRecogniseHowSpansAreMarked(String tags, String bio) throws IOException {
    assertThat(LabelledData.read(column(tags)).sentences().get(0).tags())
        .isEqualTo(DataFolder.words(bio));
  }

  @Test
  void shouldFollowTheNotationItIsTold() throws IOException {
    DataOptions options = new DataOptions(null, TagNotation.IOB1, TokenSource.DATA, 512);

    assertThat(LabelledData.read(column("O B-a O I-a"), options).sentences().get(0).tags())
        .isEqualTo(DataFolder.words("O B-a O B-a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "O B-a O I-a ; 4 ; expected B-a before I-a, found O",
        "B-a I-b ; 2 ; expected B-b before I-b, found B-a",
        "O PER ; 2 ; found 'PER'",
        "S-a I-a ; 2 ; expected O, B- or S- where no span is open, found I-a",
        "B-a O E-a ; 2 ; expected I-a or E-a after its B-, found O",
        "S-b B-a ; 2 ; found the end of the sentence",
        "U-b L-a ; 2 ; expected O, B- or U- where no span is open, found L-a",
        "S-b U-b ; 2 ; found 'U-b'",
      })
  void shouldNameTheLineOfATagThatBreaksTheNotation(String tags, int line, String fault)
      throws IOException {
    Path file = column(tags);

    assertThatThrownBy(() -> LabelledData.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageStartingWith(file + ", line " + line + ": ")
        .hasMessageContaining(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "O B-a O I-a ; BIO, for which B-a in line 2 speaks first",
        "O I-a O E-b B-a ; BIOES, for which E-b in line 4 speaks first",
        "U-b L-a ; BILOU, for which U-b in line 1 speaks first",
        "O I-a B-a PER ; IOB1, for which I-a in line 2 speaks first",
        "O PER ; BIO",
      })
  void shouldNameTheTagThatDecidedHowTheyAreRead(String tags, String reading) throws IOException {
    Path file = column(tags);

    assertThatThrownBy(() -> LabelledData.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("(tags read as " + reading + ")");
  }

  @Test
  void shouldSayThatItWasAskedToReadTagsSo() throws IOException {
    Path file = column("O S-a");
    DataOptions options = new DataOptions(null, TagNotation.IOB1, TokenSource.DATA, 512);

    assertThatThrownBy(() -> LabelledData.read(file, options))
        .hasMessageContaining("(tags read as IOB1, which was asked for)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"word ; found one column", "'word\t' ; an empty one"})
  void shouldNameALineWithoutTokenOrTag(String line, String fault) throws IOException {
    Path file = folder.write("data.conll", "a O\n" + line + "\n");

    assertThatThrownBy(() -> LabelledData.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageStartingWith(file + ", line 2: ")
        .hasMessageContaining(fault);
  }

  @Test
  void shouldBlameTheSlipAndNotTheTagsItWouldMakeWrong() throws IOException {
    Path file = folder.write("data.conll", "a B-x\nb O\n\na B-x\nb I-x\n\na B-x\nb E-x\n");

    assertThatThrownBy(() -> LabelledData.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageStartingWith(file + ", line 8: ")
        .hasMessageContaining("found 'E-x'")
        .hasMessageContaining("tags read as BIO");
  }

  private Path column(String tags) throws IOException {
    return folder.write("data.conll", "word " + tags.replace(" ", "\nword ") + "\n");
  }
}
