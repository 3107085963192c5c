package io.tagstream.model.bundle;

import static io.tagstream.model.bundle.Capitals.changed;
import static io.tagstream.model.bundle.Capitals.tagger;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.encoder.Encoder;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.RecurrentState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tagger of the tests cuts after six tokens; its class is "many" if an odd number was read. */
class TurnRowsTest {
  private final Capitals capitals = new Capitals(false);
  private final BundleTagger tagger = tagger(counting(capitals));

  /** Its state is the number of words read so far in a stream, and the class tells whether odd. */
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
    float read = (before == null ? 0 : before.hidden()[0]) + input.words().size();
    return new Encoding(
        encoding.tagLogits(),
        new float[] {0, read % 2 == 1 ? 1 : -1},
        new RecurrentState(new float[] {read}, new float[0]));
  }

  @Test
  void shouldCarryTheStateOfATurnToTheNextOfItsStream() {
    List<List<TokenTagging>> tagged =
        tagger.tagStreams(
            List.of(
                List.of(words(1), words(2), words(2)),
                List.of(),
                List.of(words(2), words(1), words(1), words(4))));

    assertThat(tagged.stream().map(TurnRowsTest::classes))
        .containsExactly(
            List.of("many", "many", "many"), List.of(), List.of("few", "many", "few", "few"));
    // The first turns of all streams together, then the second ones, and so on.
    assertThat(capitals.batchSizes).containsExactly(2, 2, 2, 1);
    assertThat(tagger.tagTokens(List.of(words(1), words(2))).stream().map(TurnRowsTest::label))
        .containsExactly("many", "few");
  }

  @Test
  void shouldCutALongTurnAndCarryTheStateOnThereToo() {
    List<String> turn = new ArrayList<>(Collections.nCopies(7, "word"));
    turn.add("Rome");

    List<TokenTagging> tagged = tagger.tagStreams(List.of(List.of(turn, List.of("Bonn")))).get(0);

    assertThat(tagged.get(0).tags()).hasSize(8).endsWith("O", "B-city");
    assertThat(tagged.get(0).spanScores()).hasSize(1);
    assertThat(label(tagged.get(0))).as("of the first six words").isEqualTo("few");
    assertThat(tagged.get(1).tags()).containsExactly("B-city");
    assertThat(label(tagged.get(1))).as("after nine words").isEqualTo("many");
  }

  private static List<String> words(int count) {
    return Collections.nCopies(count, "word");
  }

  private static List<String> classes(List<TokenTagging> turns) {
    return turns.stream().map(TurnRowsTest::label).toList();
  }

  private static String label(TokenTagging tagging) {
    SentenceClass sentenceClass = tagging.sentenceClass();
    return Objects.requireNonNull(sentenceClass).label();
  }
}
