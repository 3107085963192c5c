package io.tagstream.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassScorerTest {
  private final ClassScorer scorer = new ClassScorer();

  @Test
  void shouldCountConfusions() {
    scorer.add("play", "play");
    scorer.add("play", "rate");
    scorer.add("rate", "rate");
    scorer.add("play", "rate");

    ClassScores scores = scorer.scores();

    assertThat(scores.accuracy()).isEqualTo(50);
    assertThat(scores.sentences()).isEqualTo(4);
    assertThat(scores.count("play", "rate")).isEqualTo(2);
    assertThat(scores.count("rate", "play")).isZero();
    assertThat(scores.count("book", "play")).isZero();
  }

  @Test
  void shouldScoreNothingAsZero() {
    assertThat(scorer.scores().accuracy()).isZero();
  }
}
