package io.tagstream.model.bundle;

import static io.tagstream.model.bundle.Capitals.changed;
import static io.tagstream.model.bundle.Capitals.tagger;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.encoder.Encoder;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.Encoding.TokenClasses;
import io.tagstream.model.encoder.RecurrentState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tagger of the tests makes sentences of six tokens. */
class StreamTurnsTest {
  private static final int FIRST_WORDS = 6;

  private final Capitals capitals = new Capitals(false);
  private final BundleTagger tagger = tagger(counting(capitals), OptionalInt.of(2));

  /**
   * Its state is the number of words read so far in a stream, and the first six of them are of
   * class "few", the others of class "many" and much more so.
   */
  private static Encoder counting(Encoder encoder) {
    return changed(
        encoder,
        (inputs, encodings) ->
            IntStream.range(0, inputs.size())
                .mapToObj(i -> counted(inputs.get(i), encodings.get(i)))
                .toList());
  }

  private static Encoding counted(EncoderInput input, Encoding encoding) {
    RecurrentState before = input.state();
    int words = input.words().size();
    int begin = before == null ? 0 : (int) before.hidden()[0];
    float[][] classes = new float[words][];
    for (int i = 0; i < words; i++) {
      classes[i] = new float[] {0, begin + i < FIRST_WORDS ? -1 : 9};
    }
    return new Encoding(
        encoding.tagLogits(),
        new float[] {0, -1},
        new RecurrentState(new float[] {begin + words}, new float[0]),
        new TokenClasses(new float[words], classes));
  }

  @Test
  void shouldCarryTheStateOfATurnToTheNextOfItsStream() {
    List<List<List<String>>> streams =
        List.of(
            List.of(words(4), words(2), words(2)),
            List.of(),
            List.of(words(6), words(1), words(1), words(4)));

    List<List<TokenTagging>> tagged = tagger.tagStreams(streams);

    assertThat(tagged.stream().map(StreamTurnsTest::classes))
        .containsExactly(
            List.of("few", "few", "many"), List.of(), List.of("few", "many", "many", "many"));
    // The first turns of all streams together, then the second ones, and so on.
    assertThat(capitals.batchSizes).containsExactly(2, 2, 2, 1);
  }

  @Test
  void shouldTagTurnsAloneIfTheModelReadsNoStreams() {
    BundleTagger alone = tagger(counting(capitals), OptionalInt.empty());
    List<List<List<String>>> streams =
        List.of(List.of(words(6), words(2)), List.of(), List.of(words(1)));

    List<List<TokenTagging>> tagged = alone.tagStreams(streams);

    assertThat(tagged.stream().map(StreamTurnsTest::classes))
        .containsExactly(List.of("few", "few"), List.of(), List.of("few"));
  }

  @Test
  void shouldReadALongTurnAtOnceAndGiveTheClassOfItsFirstSentence() {
    List<String> turn = new ArrayList<>(Collections.nCopies(5, "word"));
    turn.addAll(List.of("New", "York", "or", "Rome"));

    List<TokenTagging> tagged = tagger.tagStreams(List.of(List.of(turn, List.of("Bonn")))).get(0);

    assertThat(tagged.get(0).tags())
        .containsExactly("O", "O", "O", "O", "O", "B-city", "I-city", "O", "B-city");
    assertThat(tagged.get(0).spanScores()).hasSize(2);
    assertThat(label(tagged.get(0))).as("of the first six words").isEqualTo("few");
    assertThat(tagged.get(1).tags()).containsExactly("B-city");
    assertThat(tagged.get(1).spanScores()).hasSize(1);
    assertThat(label(tagged.get(1))).as("after nine words").isEqualTo("many");
  }

  private static List<String> words(int count) {
    return Collections.nCopies(count, "word");
  }

  private static List<String> classes(List<TokenTagging> turns) {
    return turns.stream().map(StreamTurnsTest::label).toList();
  }

  private static String label(TokenTagging tagging) {
    SentenceClass sentenceClass = tagging.sentenceClass();
    return Objects.requireNonNull(sentenceClass).label();
  }
}
