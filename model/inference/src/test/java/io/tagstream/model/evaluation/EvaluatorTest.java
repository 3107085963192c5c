package io.tagstream.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.model.SentenceClass;
import io.tagstream.model.TokenTagger;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.data.StreamPlace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final SentenceClass PLAY = new SentenceClass("play", 1, Map.of("play", 1f));

  /** Says that every capitalised word is an artist and every sentence is about playing. */
  private static List<TokenTagging> tag(List<List<String>> sentences) {
    return sentences.stream()
        .map(
            words ->
                new TokenTagging(
                    words.stream()
                        .map(word -> Character.isUpperCase(word.charAt(0)) ? "B-artist" : "O")
                        .toList(),
                    List.of(),
                    PLAY))
        .toList();
  }

  private static LabelledSentence sentence(
      List<String> tokens, List<String> tags, @Nullable String label) {
    return new LabelledSentence("id", null, tokens, tags, label);
  }

  @Test
  void shouldScoreGoldTokens() throws Exception {
    EvaluationReport report =
        new Evaluator(EvaluatorTest::tag)
            .evaluate(
                List.of(
                    sentence(List.of("play", "Ann"), List.of("O", "B-artist"), "play"),
                    sentence(List.of("Rate", "it"), List.of("O", "O"), "rate")));

    assertThat(new ObjectMapper().writeValueAsString(report))
        .isEqualTo(
            "{\"sentences\":2,\"tokens\":4,"
                + "\"spans\":{\"precision\":50.0,\"recall\":100.0,\"f1\":66.66666666666667,"
                + "\"tokenAccuracy\":75.0,\"sentences\":2,\"byLabel\":{\"artist\":{\"precision\":50.0,"
                + "\"recall\":100.0,\"f1\":66.66666666666667,"
                + "\"gold\":1,\"predicted\":2,\"correct\":1}}},"
                + "\"classes\":{\"accuracy\":50.0,\"sentences\":2,"
                + "\"confusion\":{\"play\":{\"play\":1},\"rate\":{\"play\":1}}}}");
  }

  @Test
  void shouldNotCountSpansThatTheDataLeavesOpen() {
    LabelledSentence gold =
        new LabelledSentence(
            "id",
            null,
            List.of("Ann", "Bonn"),
            List.of("O", "B-city"),
            null,
            Set.of("artist"),
            null);

    EvaluationReport report = new Evaluator(EvaluatorTest::tag).evaluate(List.of(gold));

    assertThat(report.leftOut())
        .satisfies(left -> assertThat(left.predicted()).containsExactly(Map.entry("artist", 2)));
    assertThat(report.spans())
        .satisfies(
            spans ->
                assertThat(spans.byLabel())
                    .containsExactly(Map.entry("city", PrecisionRecall.of(1, 0, 0))));
  }

  @Test
  void shouldLeaveOutWhatDataOrModelDoNotHave() {
    EvaluationReport untagged =
        new Evaluator(EvaluatorTest::tag)
            .evaluate(List.of(sentence(List.of("a"), List.of(), null)));
    TokenTagger silent =
        sentences ->
            Collections.nCopies(sentences.size(), new TokenTagging(List.of(), List.of(), null));
    EvaluationReport headless =
        new Evaluator(silent).evaluate(List.of(sentence(List.of("a"), List.of("O"), "play")));

    assertThat(untagged).isEqualTo(new EvaluationReport(1, 1, null, null));
    assertThat(headless).isEqualTo(new EvaluationReport(1, 1, null, null));
  }

  /** Says of every turn how many came before it in its stream. */
  private static final TokenTagger COUNTING =
      new TokenTagger() {
        @Override
        public List<TokenTagging> tagTokens(List<List<String>> sentences) {
          return sentences.stream().map(sentence -> turn(0)).toList();
        }

        @Override
        public List<List<TokenTagging>> tagStreams(List<List<List<String>>> streams) {
          return streams.stream()
              .map(stream -> IntStream.range(0, stream.size()).mapToObj(this::turn).toList())
              .toList();
        }

        private TokenTagging turn(int before) {
          String label = String.valueOf(before);
          return new TokenTagging(
              List.of(), List.of(), new SentenceClass(label, 1, Map.of(label, 1f)));
        }
      };

  private static LabelledSentence turn(String key, int seq, String label) {
    return new LabelledSentence(
        "id", null, List.of("a"), List.of(), label, Set.of(), new StreamPlace(key, seq));
  }

  @Test
  void shouldScoreTurnsInTheOrderOfTheirStreams() {
    List<LabelledSentence> turns =
        List.of(
            turn("one", 9, "2"),
            turn("one", 4, "1"),
            turn("two", 1, "0"),
            sentence(List.of("a"), List.of(), "0"),
            turn("one", 1, "0"));
    List<Integer> done = new ArrayList<>();
    Evaluator evaluator = new Evaluator(COUNTING, done::add);

    assertThat(classes(evaluator.evaluateStreams(turns, turn -> true)).accuracy()).isEqualTo(100);
    assertThat(done).containsExactly(5);
    assertThat(classes(evaluator.evaluate(turns)).accuracy()).isEqualTo(60);
  }

  @Test
  void shouldReadTurnsThatDoNotCount() {
    List<LabelledSentence> turns = List.of(turn("one", 1, "wrong"), turn("one", 2, "1"));

    EvaluationReport report =
        new Evaluator(COUNTING).evaluateStreams(turns, turn -> !"wrong".equals(turn.label()));

    assertThat(report.sentences()).isEqualTo(1);
    assertThat(classes(report).accuracy()).isEqualTo(100);
  }

  private static ClassScores classes(EvaluationReport report) {
    return Objects.requireNonNull(report.classes());
  }

  @Test
  void shouldTellHowFarItIs() {
    List<Integer> done = new ArrayList<>();
    LabelledSentence sentence = sentence(List.of("a"), List.of("O"), "play");

    new Evaluator(EvaluatorTest::tag, done::add).evaluate(Collections.nCopies(300, sentence));

    assertThat(done).containsExactly(256, 300);
  }
}
