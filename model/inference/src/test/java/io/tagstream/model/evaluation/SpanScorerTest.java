package io.tagstream.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanScorerTest {
  private final SpanScorer scorer = new SpanScorer();

  private void add(String gold, String predicted) {
    scorer.add(tags(gold), tags(predicted));
  }

  private static List<String> tags(String spaced) {
    return Arrays.asList(spaced.split(" "));
  }

  @Test
  void shouldScoreMicroAndByLabel() {
    add("B-x I-x O B-y", "B-x I-x O O");
    add("B-x O O O", "B-y O O B-x");

    SpanScores scores = scorer.scores();

    // 3 gold spans, 3 predicted ones, of which the first is right.
    assertThat(scores.precision()).isCloseTo(100.0 / 3, within(1e-9));
    assertThat(scores.recall()).isCloseTo(100.0 / 3, within(1e-9));
    assertThat(scores.f1()).isCloseTo(100.0 / 3, within(1e-9));
    assertThat(scores.tokenAccuracy()).isCloseTo(100.0 * 5 / 8, within(1e-9));
    assertThat(scores.byLabel()).containsOnlyKeys("x", "y");
    assertThat(scores.byLabel().get("x")).isEqualTo(new PrecisionRecall(50, 50, 50, 2, 2, 1));
    assertThat(scores.byLabel().get("y")).isEqualTo(new PrecisionRecall(0, 0, 0, 1, 1, 0));
  }

  @Test
  void shouldCountASpanOnlyIfBothEndsAreRight() {
    add("B-x I-x I-x", "B-x I-x O");

    assertThat(scorer.scores().f1()).isZero();
  }

  @Test
  void shouldTellAdjacentSpansFromOneLongSpan() {
    add("B-x B-x", "B-x I-x");

    assertThat(scorer.scores().byLabel().get("x")).isEqualTo(new PrecisionRecall(0, 0, 0, 2, 1, 0));
  }

  @Test
  void shouldTakeAnInsideTagWithoutBeginForASpan() {
    add("O B-x I-x", "O I-x I-x");

    assertThat(scorer.scores().f1()).isEqualTo(100);
    assertThat(scorer.scores().tokenAccuracy()).isCloseTo(200.0 / 3, within(1e-9));
  }

  @Test
  void shouldEndASpanWhereTheLabelChanges() {
    add("B-x I-x B-y", "B-x I-x I-y");

    assertThat(scorer.scores().f1()).isEqualTo(100);
  }

  @Test
  void shouldScoreNothingAsZero() {
    assertThat(scorer.scores().f1()).isZero();
    add("O", "O");
    assertThat(scorer.scores().f1()).isZero();
    assertThat(scorer.scores().tokenAccuracy()).isEqualTo(100);
  }

  @Test
  void shouldRefuseSequencesOfDifferentLength() {
    assertThatThrownBy(() -> add("O O", "O"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2, found 1 tags");
  }
}
