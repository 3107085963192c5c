package io.tagstream.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @BeforeEach
  void write() throws IOException {
    for (int i = 0; i < 10; i++) {
      Files.writeString(directory.resolve("text" + i + ".txt"), "It is text %d.".formatted(i));
    }
    Files.createDirectory(directory.resolve("more"));
    Files.writeString(directory.resolve("more/b.MD"), "It is more.");
    Files.writeString(directory.resolve("more/c.csv"), "It is a table.");
    Files.writeString(directory.resolve("empty.txt"), " \n");
  }

  @Test
  void shouldReadTheTextsUnderADirectoryAndHoldAShareOfTheFilesOut() throws IOException {
    Corpus corpus = Corpus.read(List.of(directory), List.of(), 0.25, new Random(1));

    assertThat(corpus.train().size() + corpus.dev().size()).isBetween(11, 11);
    assertThat(corpus.dev()).hasSizeBetween(2, 3).doesNotContainAnyElementsOf(corpus.train());
    assertThat(corpus.train()).doesNotContain(Document.of("It is a table."));
    assertThat(Corpus.read(List.of(directory), List.of(), 0.25, new Random(1))).isEqualTo(corpus);
  }

  @Test
  void shouldFollowLinksToTexts() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("more"));

    Corpus corpus =
        Corpus.read(List.of(link), List.of(directory.resolve("text1.txt")), 0.5, new Random(1));

    assertThat(corpus.train()).containsExactly(Document.of("It is more."));
  }

  @Test
  void shouldReadNamedFilesWhateverTheyAreCalled() throws IOException {
    Corpus corpus =
        Corpus.read(
            List.of(directory.resolve("more")),
            List.of(directory.resolve("more/c.csv")),
            0.5,
            new Random(1));

    assertThat(corpus.train()).containsExactly(Document.of("It is more."));
    assertThat(corpus.dev()).containsExactly(Document.of("It is a table."));
  }

  @Test
  void shouldNotLearnFromWhatIsHeldOut() throws IOException {
    Corpus corpus =
        Corpus.read(
            List.of(directory), List.of(directory.resolve("more/b.MD")), 0.5, new Random(1));

    assertThat(corpus.train()).hasSize(10).doesNotContain(Document.of("It is more."));
  }

  @Test
  void shouldNotLearnFromWhatIsHeldOutUnderWhateverName() throws IOException {
    Path heldOut = directory.resolve("more/b.MD");
    Files.createSymbolicLink(directory.resolve("link.txt"), heldOut);
    Files.createSymbolicLink(directory.resolve("links"), directory.resolve("more"));
    Files.writeString(directory.resolve("copy.txt"), "It is\nmore.\n");

    Corpus corpus =
        Corpus.read(
            List.of(directory),
            List.of(directory.resolve("more/../more/b.MD")),
            0.5,
            new Random(1));

    assertThat(corpus.train()).hasSize(10).doesNotContain(Document.of("It is more."));
    assertThat(corpus.repeated()).isEqualTo(1);
  }

  @Test
  void shouldReadATextOnceThatLiesInTwoFiles() throws IOException {
    Files.writeString(directory.resolve("more/copy.txt"), "It is text 3.");

    for (int seed = 0; seed < 20; seed++) {
      Corpus corpus = Corpus.read(List.of(directory), List.of(), 0.5, new Random(seed));

      assertThat(corpus.train()).doesNotHaveDuplicates().doesNotContainAnyElementsOf(corpus.dev());
      assertThat(corpus.train().size() + corpus.dev().size()).isEqualTo(11);
      assertThat(corpus.repeated()).isEqualTo(1);
    }
  }

  @Test
  void shouldLeaveATextToLearnFromWhateverShareIsHeldOut() throws IOException {
    Path two = Files.createDirectory(directory.resolve("two"));
    Files.writeString(two.resolve("a.txt"), "It is short.");
    Files.writeString(two.resolve("b.txt"), "It is long. ".repeat(3));

    for (int seed = 0; seed < 20; seed++) {
      Corpus corpus = Corpus.read(List.of(two), List.of(), 0.5, new Random(seed));

      assertThat(corpus.train()).hasSize(1);
      assertThat(corpus.dev()).hasSize(1);
    }
  }

  @Test
  void shouldHoldOutAShareOfTheTextAndNotOfTheFiles() throws IOException {
    Path books = Files.createDirectory(directory.resolve("books"));
    Files.writeString(books.resolve("README.md"), "Read it.");
    for (int i = 0; i < 3; i++) {
      Files.writeString(books.resolve(i + ".txt"), "It is book %d. ".formatted(i).repeat(100));
    }

    for (int seed = 0; seed < 20; seed++) {
      Corpus corpus = Corpus.read(List.of(books), List.of(), 0.02, new Random(seed));

      assertThat(corpus.dev().stream().mapToLong(Document::length).sum()).isBetween(1300L, 1310L);
    }
  }

  @Test
  void shouldHoldOutTwoOfManyTextsEvenWhereOneWouldDo() throws IOException {
    Corpus corpus = Corpus.read(List.of(directory), List.of(), 0.0001, new Random(1));

    assertThat(corpus.dev()).hasSize(2);
  }

  @Test
  void shouldSayThatALinkLeadsBack() throws IOException {
    Files.createSymbolicLink(directory.resolve("more/back"), directory);

    assertThatThrownBy(() -> Corpus.read(List.of(directory), List.of(), 0.5, new Random(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory + ": expected directories that end, found ")
        .hasMessageContaining("more/back");
  }

  @Test
  void shouldRefuseASingleText() {
    Path text = directory.resolve("text1.txt");

    assertThatThrownBy(() -> Corpus.read(List.of(text), List.of(), 0.5, new Random(1)))
        .isInstanceOf(UnusableTextException.class)
        .hasMessage(
            "data.text: expected texts to learn from and to hold out in [%s], found one; name at least two files of different texts, or one to hold out with data.dev",
            text);
  }

  @Test
  void shouldSayWhichTextsAreMissing() throws IOException {
    Path blank = Files.writeString(directory.resolve("blank.txt"), " \n");
    Path text = directory.resolve("text1.txt");

    assertThatThrownBy(() -> Corpus.read(List.of(blank), List.of(), 0.5, new Random(1)))
        .hasMessageStartingWith("data.text: ")
        .hasMessageContaining("found none with words; name at least two files");
    assertThatThrownBy(() -> Corpus.read(List.of(text), List.of(blank), 0.5, new Random(1)))
        .hasMessage(
            "data.dev: expected texts with words in [%s], found none; name other files", blank);
    assertThatThrownBy(() -> Corpus.read(List.of(text), List.of(text), 0.5, new Random(1)))
        .hasMessage(
            "data.text: expected texts with words that are not those of data.dev in [%s], found none; name other files",
            text);
  }

  @Test
  void shouldRefuseBytesThatAreNotUtf8() throws IOException {
    Path text = directory.resolve("latin.txt");
    Files.write(text, "café".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Corpus.read(List.of(directory), List.of(text), 0.5, new Random(1)))
        .isInstanceOf(UnusableTextException.class)
        .hasMessageContaining("latin.txt: expected text in UTF-8");
  }
}
