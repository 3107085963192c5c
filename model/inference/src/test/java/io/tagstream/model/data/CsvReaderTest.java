package io.tagstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReaderTest {
  private final DataFolder folder;

  CsvReaderTest(@TempDir Path folder) {
    this.folder = new DataFolder(folder);
  }

  @Test
  void shouldReadQuotedFields() throws IOException {
    Path file =
        folder.write(
            "bank.csv",
            "more,Text,label\r\n1,\"Where, \"\"exactly\"\",\nis it\",card\r\n\r\n2,Straße 👍🏽,place\r\n");

    assertThat(LabelledData.read(file).sentences())
        .extracting(LabelledSentence::id, LabelledSentence::tokens, LabelledSentence::label)
        .containsExactly(
            Tuple.tuple("bank.csv:2/1", List.of("Where", ",", "\"", "exactly", "\"", ","), "card"),
            Tuple.tuple("bank.csv:2/2", List.of("is", "it"), "card"),
            Tuple.tuple("bank.csv:5", List.of("Straße", "👍🏽"), "place"));
    assertThat(LabelledData.read(file).sentences()).noneMatch(LabelledSentence::hasTags);
  }

  @Test
  void shouldReadTabsAndIds() throws IOException {
    Path file = folder.write("bank.tsv", "class\tid\ttext\na\tone\tyes, please\n");

    assertThat(LabelledData.read(file).sentences())
        .containsExactly(
            new LabelledSentence(
                "one", "yes, please", List.of("yes", ",", "please"), List.of(), "a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a,b ; 1 ; expected a header with the columns text and class (or label), found 2 columns without them; write the header, or name another format",
        "text,class,label|hello,a,b ; 1 ; found both class and label",
        "text,class|hello ; 2 ; expected 2 fields, as in the header, found 1",
        "text,class|one,two,x ; 2 ; expected 2 fields, as in the header, found 3",
        "text,class|ok,a|hello, ; 3 ; class: expected a class, found none",
        "text,class|ok,a|\"b\"c,d ; 3 ; broken quotes",
      })
  void shouldNameTheLineThatIsMalformed(String lines, int line, String fault) throws IOException {
    Path file = folder.write("data.csv", lines.replace('|', '\n') + "\n");

    assertThatThrownBy(() -> LabelledData.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageStartingWith(file + ", line " + line + ": ")
        .hasMessageContaining(fault);
  }

  @Test
  void shouldTakeClassesOfSeveralWordsButOfOneLine() throws IOException {
    Path words = folder.write("words.csv", "text,class\nwhere is it, card arrival \n");
    Path lines = folder.write("lines.csv", "text,class\nwhere is it,\"card\narrival\"\n");

    assertThat(LabelledData.read(words).sentences())
        .extracting(LabelledSentence::label)
        .containsExactly("card arrival");
    assertThatThrownBy(() -> LabelledData.read(lines))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("class: expected a class of one line");
  }

  @Test
  void shouldRefuseAQuoteThatIsNeverClosed() throws IOException {
    Path file = folder.write("data.csv", "text,class\n\"hello,a\nmore,b\n");

    assertThatThrownBy(() -> LabelledData.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("line 2: ")
        .hasMessageContaining("broken quotes");
  }
}
