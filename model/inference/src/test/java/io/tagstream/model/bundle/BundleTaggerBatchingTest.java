package io.tagstream.model.bundle;

import static io.tagstream.model.bundle.Capitals.changed;
import static io.tagstream.model.bundle.Capitals.tagger;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.Text;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.RecurrentState;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a tagger puts sentences into batches. */
class BundleTaggerBatchingTest {
  private static List<Text> texts(String... contents) {
    return Arrays.stream(contents).map(Text::of).toList();
  }

  @Test
  void shouldNotBatchAModelWhoseRowsDependOnTheirNeighbours() {
    Capitals encoder = new Capitals(true);
    BundleTagger tagger = tagger(encoder);
    tagger.probe(texts("One. Two."));
    encoder.batchSizes.clear();

    tagger.tag(texts("One. Two.", "Three."));

    assertThat(encoder.batchSizes).containsExactly(1, 1, 1);
  }

  static List<Predicate<List<EncoderInput>>> moods() {
    return List.of(
        batch -> batch.size() > 1,
        batch -> batch.size() >= 32,
        batch -> batch.size() > 1 && longestWord(batch) > 100);
  }

  private static int longestWord(List<EncoderInput> batch) {
    return batch.stream()
        .flatMap(input -> input.words().stream())
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }

  @ParameterizedTest
  @MethodSource("moods")
  void shouldNotBatchAModelWhoseStateDependsOnTheBatch(Predicate<List<EncoderInput>> mood) {
    Capitals encoder = new Capitals(false);
    BundleTagger tagger =
        tagger(
            changed(
                encoder,
                (inputs, encodings) -> {
                  float[] state = {mood.test(inputs) ? 1 : 0};
                  return encodings.stream()
                      .map(
                          encoding ->
                              new Encoding(
                                  encoding.tagLogits(),
                                  encoding.classLogits(),
                                  new RecurrentState(new float[1], state)))
                      .toList();
                }));
    tagger.probe(texts("One. Two."));
    encoder.batchSizes.clear();

    tagger.tag("One. Two.");

    assertThat(encoder.batchSizes).containsExactly(1, 1);
  }

  @Test
  void shouldKeepBatchingAModelThatPassesTheProbe() {
    Capitals encoder = new Capitals(false);
    BundleTagger tagger = tagger(encoder);
    tagger.probe(texts("One. Two."));
    encoder.batchSizes.clear();

    tagger.tag(texts("One. Two.", "Three."));

    assertThat(encoder.batchSizes).containsExactly(3);
  }
}
