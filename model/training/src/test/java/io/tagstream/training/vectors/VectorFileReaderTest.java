package io.tagstream.training.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.data.MalformedDataException;
import io.tagstream.model.recurrent.Lexicon;
import io.tagstream.training.config.VectorsConfig;
import io.tagstream.training.config.VectorsConfig.VectorFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorFileReaderTest {
  private static final String GLOVE = "the 1 2\nof 3 -4\nrain 0.5 1e-1\n";

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldReadVectorsWithAndWithoutAHeader() throws IOException {
    PretrainedVectors glove = read(GLOVE, 100);
    PretrainedVectors word2vec = read("3 2\n" + GLOVE.replace("\n", " \n"), 100);

    assertThat(glove.lexicon())
        .isEqualTo(new Lexicon(Lexicon.Kind.WORD, List.of("the", "of", "rain")));
    assertThat(word2vec.lexicon()).isEqualTo(glove.lexicon());
    assertThat(word2vec.table().values()).isEqualTo(glove.table().values());
  }

  @Test
  void shouldReadCompressedFiles() throws IOException {
    assertThat(read(gzip(GLOVE), 100).table().values())
        .isEqualTo(read(GLOVE, 100).table().values());
  }

  @Test
  void shouldCentreAndScaleVectors() throws IOException {
    PretrainedVectors vectors = read(GLOVE, 100);

    assertThat(vectors.table().rows()).isEqualTo(4);
    float[] values = vectors.table().values();
    assertThat(Arrays.copyOf(values, 2)).containsOnly(0);
    double squares = 0;
    for (int column = 0; column < 2; column++) {
      double sum = 0;
      for (int row = 1; row < 4; row++) {
        sum += vectors.table().at(row, column);
        squares += Math.pow(vectors.table().at(row, column), 2);
      }
      assertThat(sum).isCloseTo(0, within(1e-6));
    }
    assertThat(Math.sqrt(squares / 6)).isCloseTo(0.3, within(1e-6));
    assertThat(vectors.table().at(2, 0) - vectors.table().at(1, 0))
        .as("the differences keep their proportions")
        .isCloseTo((vectors.table().at(1, 1) - vectors.table().at(2, 1)) / 3, within(1e-6f));
  }

  @Test
  void shouldTakeTheFirstWordsAndThoseOfTheData() throws IOException {
    assertThat(read(GLOVE, 1).lexicon().entries()).containsExactly("the");
    assertThat(read(GLOVE, 1, "rain", "snow").lexicon().entries()).containsExactly("the", "rain");
  }

  @Test
  void shouldTakeWordsInOneFormOnce() throws IOException {
    assertThat(read("caf\u00E9 1 2\ncafe\u0301 3 4\n\u00A0 5 6\n", 9).lexicon().entries())
        .containsExactly("caf\u00E9", "\u00A0");
  }

  @Test
  void shouldTakeOtherWhiteSpaceThanTabsAndSpacesForWords() throws IOException {
    assertThat(read("\u3000 1 2\n\u2028\t3 4 \n", 9).lexicon().entries())
        .containsExactly("\u3000", "\u2028");
  }

  @Test
  void shouldTellVectorsApartByTheirDigest() throws IOException {
    String digest = read(GLOVE, 9).digest();

    assertThat(read(GLOVE, 9).digest()).isEqualTo(digest).startsWith("3 vectors (");
    assertThat(read(GLOVE.replace("-4", "4"), 9).digest()).isNotEqualTo(digest);
    assertThat(read(GLOVE.replace("of", "off"), 9).digest()).isNotEqualTo(digest);
  }

  @Test
  void shouldLeaveOutWordsWithASpace() throws IOException {
    assertThat(read("the 1 2\n. . 3 4\nrain 5 6\n", 9).lexicon().entries())
        .containsExactly("the", "rain");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the 1 2;of 3|line 2: expected a word and 2 numbers, found 1 fields",
        "the 1 2;of 3 4 5|line 2: expected a word and 2 numbers, found 3 fields",
        "the 1 2;of 3 x|line 2: expected numbers after the word, found 'x'",
        "the 1 2;of 3 NaN|line 2: expected numbers after the word, found 'NaN'",
        "the|line 1: expected a word and its numbers, found 0 fields",
        "the 1 2;;of 3 4|line 2: expected a word and 2 numbers, found 0 fields",
        "3 2;the 1 2|expected the first line's 3 vectors, found 1",
        "0 2|expected the first line's 0 vectors, found 0",
      })
  void shouldNameFileAndLineOfAMistake(String text, String message) {
    assertThatThrownBy(() -> read(text.replace(';', '\n'), 9))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("vectors.txt")
        .hasMessageContaining(message);
  }

  @Test
  void shouldSayThatAFileIsDamaged() throws IOException {
    byte[] whole = gzip(GLOVE);

    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 9), 9))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("damaged or cut short");
    assertThatThrownBy(() -> read("", 9)).hasMessageContaining("expected some vectors, found 0");
  }

  private PretrainedVectors read(String text, int limit, String... words) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8), limit, words);
  }

  private PretrainedVectors read(byte[] bytes, int limit, String... words) throws IOException {
    Path path = Files.write(directory.resolve("vectors.txt"), bytes);
    VectorFile file = new VectorFile(path, limit, "made up", "CC0-1.0");
    return PretrainedVectors.read(new VectorsConfig(file, 5), Set.of(words));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
