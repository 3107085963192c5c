package io.tagstream.training.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.recurrent.Lexicon;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.model.recurrent.WordFeatures;
import io.tagstream.training.config.VectorsConfig;
import io.tagstream.training.config.VectorsConfig.ClassPathEncoder;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WordPieceTableTest {
  @SuppressWarnings("NullAway.Init") // set before all tests
  private PretrainedVectors vectors;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private WordFeatures features;

  @BeforeAll
  void read() throws IOException {
    vectors = PretrainedVectors.read(new VectorsConfig(ClassPathEncoder.MINILM, 100), Set.of());
    RecurrentTokenizer tokenizer =
        new RecurrentTokenizer(
            RecurrentTokenizer.FORMAT_VERSION,
            List.of(),
            new RecurrentTokenizer.Affixes(1, 2),
            new RecurrentTokenizer.Characters(List.of(), 2));
    features = new WordFeatures(tokenizer.withLexicon(vectors.lexicon()));
  }

  @Test
  void shouldTakeAllPiecesThatTextsAreMadeOf() {
    assertThat(vectors.lexicon().kind()).isEqualTo(Lexicon.Kind.WORD_PIECE);
    assertThat(vectors.lexicon().entries())
        .hasSizeBetween(29_000, 29_600)
        .contains("[UNK]", "[", "]", "weather", "##ing")
        .doesNotContain("[PAD]", "[CLS]", "[MASK]", "[unused7]");
    assertThat(vectors.table().columns()).isEqualTo(384);
  }

  /** In lower case, without accents, the longest piece first (Devlin et al. 2019). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Weather|weather",
        "embeddings|em ##bed ##ding ##s",
        "unaffable|una ##ffa ##ble",
        "don't|don ' t",
        "Caf\u00E9s|cafes",
        "20:30|20 : 30",
        "\uD83C\uDFB8|[UNK]",
        "\u6771\u4EAC|\u6771 \u4EAC",
      })
  void shouldCutWordsAsTheEncoderDoes(String word, String pieces) {
    assertThat(
            IntStream.of(features.ids(word).lexicon())
                .mapToObj(row -> vectors.lexicon().entries().get(row - 1)))
        .containsExactly(pieces.split(" "));
  }

  @Test
  void shouldPutLikeWordsTogether() {
    assertThat(cosine("monday", "tuesday")).isGreaterThan(cosine("monday", "guitar") + 0.2);
    assertThat(cosine("paris", "berlin")).isGreaterThan(cosine("paris", "eat") + 0.2);
  }

  private double cosine(String left, String right) {
    int leftRow = features.ids(left).lexicon()[0];
    int rightRow = features.ids(right).lexicon()[0];
    double product = 0;
    double leftSquares = 0;
    double rightSquares = 0;
    for (int i = 0; i < vectors.table().columns(); i++) {
      double x = vectors.table().at(leftRow, i);
      double y = vectors.table().at(rightRow, i);
      product += x * y;
      leftSquares += x * x;
      rightSquares += y * y;
    }
    return product / Math.sqrt(leftSquares * rightSquares);
  }
}
