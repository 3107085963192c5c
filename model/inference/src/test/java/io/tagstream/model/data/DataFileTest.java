package io.tagstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes become text, and text is recognised as a format. */
class DataFileTest {
  private static final String SENTENCE =
      "{\"text\":\"Play Ásgeir.\",\"tokens\":[\"Play\",\"Ásgeir\",\".\"],\"class\":\"play\"}\n";

  private final DataFolder folder;

  DataFileTest(@TempDir Path folder) {
    this.folder = new DataFolder(folder);
  }

  @Test
  void shouldReadCompressedFilesWhateverTheirName() throws IOException {
    for (String name : List.of("data.jsonl.gz", "data.jsonl", "data")) {
      assertThat(LabelledData.read(folder.writeCompressed(name, SENTENCE)).sentences()).hasSize(1);
    }
  }

  @Test
  void shouldNameTheLineOfBytesThatAreNotUtf8() throws IOException {
    Path file = folder.path().resolve("latin.jsonl");
    Files.write(file, ("\n" + SENTENCE).getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> LabelledData.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageStartingWith(file + ", line 2: expected UTF-8");
  }

  @Test
  void shouldRefuseADirectoryAndDamagedFiles() throws IOException {
    Path cut = folder.writeCompressed("cut.jsonl.gz", SENTENCE);
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 30));

    assertThatThrownBy(() -> LabelledData.read(folder.path()))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("found a directory; name a file in it");
    assertThatThrownBy(() -> LabelledData.read(cut))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("cut.jsonl.gz: expected data compressed with gzip, found it damaged");
  }

  @ParameterizedTest
  @CsvSource({
    "504b030414000000, 'a ZIP archive or a spreadsheet; unpack it, or save it as CSV'",
    "425a6839314159265359, bzip2; unpack it",
    "fd377a585a0000, xz; unpack it",
    "28b52ffd00, zstd; unpack it",
    "fffe7b00, UTF-16; convert the file to UTF-8",
    "feff007b, UTF-16; convert the file to UTF-8",
  })
  void shouldSayWhatToDoAboutBytesItKnowsButDoesNotRead(String bytes, String remedy)
      throws IOException {
    Path file = folder.path().resolve("data.jsonl.gz");
    Files.write(file, HexFormat.of().parseHex(bytes));

    assertThatThrownBy(() -> LabelledData.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageStartingWith(file + ": expected UTF-8 or gzip, found ")
        .hasMessageEndingWith(remedy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ustar\00000", "ustar  \0"})
  void shouldRecogniseATarArchivePackedOrNot(String mark) throws IOException {
    String header = "data.jsonl" + "\0".repeat(247) + mark + "\0".repeat(200);
    for (Path file :
        List.of(folder.write("data.tar", header), folder.writeCompressed("data.tar.gz", header))) {
      assertThatThrownBy(() -> LabelledData.read(file))
          .isInstanceOf(MalformedDataException.class)
          .hasMessage(file + ": expected UTF-8 or gzip, found a tar archive; unpack it");
    }
  }

  @Test
  void shouldNotTakeAWordForTheMarkOfATarArchive() throws IOException {
    String text = "text,class\n" + "a".repeat(244) + " mustard,x\n";

    assertThat(text.indexOf("ustar")).isEqualTo(257);
    assertThat(LabelledData.read(folder.write("data.csv", text)).sentences()).hasSize(1);
  }

  @Test
  void shouldReadTextThatIsCalledCompressedButNotOtherBytes() throws IOException {
    Path file = folder.write("data.jsonl.gz", SENTENCE);

    assertThat(LabelledData.read(file).sentences()).hasSize(1);
    Files.write(file, SENTENCE.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> LabelledData.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("expected gzip, as the name says, or UTF-8, found neither");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 18, 19, 1000})
  void shouldRefuseBytesAfterCompressedOnes(int count) throws IOException {
    Path file = folder.writeCompressed("data.jsonl.gz", SENTENCE);
    byte[] packed = Files.readAllBytes(file);
    byte[] others = Arrays.copyOf(packed, packed.length + count);
    Arrays.fill(others, packed.length, others.length, (byte) 'x');
    Files.write(file, others);

    assertThatThrownBy(() -> LabelledData.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("found " + count + " bytes after it that are not; fetch it again");
    Files.write(file, Arrays.copyOf(packed, packed.length + count));
    assertThat(LabelledData.read(file).sentences()).as("padded with zeros").hasSize(1);
  }

  @Test
  void shouldReadCompressedFilesThatWereJoined() throws IOException {
    byte[] one = Files.readAllBytes(folder.writeCompressed("one.gz", SENTENCE));
    Path file = folder.path().resolve("two.jsonl.gz");
    Files.write(file, one);
    Files.write(file, one, StandardOpenOption.APPEND);

    assertThat(LabelledData.read(file).sentences()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\nplay it\tPlayMusic\n", "play it\n", "text,intent\nplay it,PlayMusic\n"})
  void shouldSayWhatToWriteWhereNoFormatIsRecognised(String content) throws IOException {
    Path file = folder.write("data.tsv", content);

    assertThatThrownBy(() -> LabelledData.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageStartingWith(
            file + ", line %d: expected a header".formatted(content.startsWith("\n") ? 2 : 1))
        .hasMessageContaining("or a token and its tag in every line, found neither")
        .hasMessageEndingWith("write the header, correct the tags, or name the format");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Oslo B-x\nis\n", "Oslo\nis\tO\n"})
  void shouldNameTheMalformedLineWhereAnotherHasATag(String content) throws IOException {
    Path file = folder.write("data.txt", content);

    assertThatThrownBy(() -> LabelledData.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageStartingWith(
            file + ", line %d: expected a token".formatted(content.startsWith("Oslo ") ? 2 : 1))
        .hasMessageContaining("found one column");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.json", "data.ndjson.gz", "data", "\uFEFFdata"})
  void shouldTolerateAByteOrderMarkAndAnyName(String name) throws IOException {
    assertThat(LabelledData.read(folder.write(name, "\uFEFF" + SENTENCE)).sentences()).hasSize(1);
  }
}
