package io.tagstream.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.TaggingException;
import io.tagstream.model.Text;
import io.tagstream.model.encoder.Encoder;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A model takes over from another one without being slow at first. */
class WordWarmUpTest {
  private static final Path BUNDLES = Path.of("src/test/resources/io/tagstream/bundles");
  private static final List<Text> TEXTS =
      IntStream.range(0, 100).mapToObj(i -> Text.of("word" + i + " in Oslo.")).toList();

  private static BundleTagger tagger(String name) {
    return Bundles.open(BundleFiles.inDirectory(BUNDLES.resolve(name))).tagger();
  }

  @Test
  void shouldLearnTheWordsOfTheModelBefore() {
    try (BundleTagger first = tagger("tiny-forward");
        BundleTagger second = tagger("tiny-streams");
        BundleTagger third = tagger("tiny-streams")) {
      first.tag(TEXTS);
      int words = second.warmUp(first);

      assertThat(words).isGreaterThanOrEqualTo(103);
      // What it has learned, it passes on, besides the words of its own golden examples.
      assertThat(third.warmUp(second)).isGreaterThanOrEqualTo(words);
      assertThat(second.tag(TEXTS)).isEqualTo(third.tag(TEXTS));
    }
  }

  @Test
  void shouldSayTheSameWarmAndCold() {
    BundleTagger first = tagger("tiny-streams");
    first.tag(TEXTS);
    first.close();
    try (BundleTagger cold = tagger("tiny-streams");
        BundleTagger warm = tagger("tiny-streams")) {
      assertThat(warm.warmUp(first)).isPositive();

      assertThat(warm.tag(TEXTS)).isEqualTo(cold.tag(TEXTS));
    }
  }

  @Test
  void shouldTakeWordsInSlicesAndPassOverThoseItCannotRead() {
    FamiliarWords predecessor = new FamiliarWords(150);
    FamiliarWords encoder = new FamiliarWords(0);
    encoder.unreadable = "word70";
    BundleTagger before = Capitals.tagger(predecessor);
    BundleTagger tagger = Capitals.tagger(encoder);

    assertThat(tagger.warmUp(before)).isEqualTo(150 - 64);
    assertThat(encoder.words).hasSize(150 - 64).doesNotContain("word70");
    assertThat(encoder.slices).containsExactly(64, 64, 22);
  }

  @Test
  void shouldLearnNothingOnceItIsClosed() {
    BundleTagger before = Capitals.tagger(new FamiliarWords(1));
    BundleTagger tagger = Capitals.tagger(new FamiliarWords(0));
    tagger.close();

    assertThatThrownBy(() -> tagger.warmUp(before)).isInstanceOf(IllegalStateException.class);
  }

  /** Remembers words. */
  private static final class FamiliarWords implements Encoder {
    private final List<String> words = new ArrayList<>();
    private final List<Integer> slices = new ArrayList<>();
    private String unreadable = "";

    private FamiliarWords(int count) {
      IntStream.range(0, count).forEach(i -> words.add("word" + i));
    }

    @Override
    public List<Encoding> encode(List<EncoderInput> inputs) {
      return List.of();
    }

    @Override
    public List<String> familiarWords() {
      return words;
    }

    @Override
    public void familiarise(List<String> learned) {
      slices.add(learned.size());
      if (learned.contains(unreadable)) {
        throw new TaggingException("cannot", null);
      }
      words.addAll(learned);
    }

    @Override
    public void close() {}
  }
}
