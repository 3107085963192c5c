package io.tagstream.model.evaluation.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.decode.TokenSpan;
import io.tagstream.model.stream.StreamEdit;
import io.tagstream.model.stream.StreamSpan;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Histories small enough to work the figures out by hand. */
class StabilityScorerTest {
  private static final Offset<Double> EXACTLY = within(1e-12);

  @Test
  void shouldCallEveryChangeAfterTheFirstLabelUnnecessary() {
    StabilityScores scores = scores(0, "O", "O O", "O B-x I-x", "O B-x O O");

    // The labels of the tokens over time: O; O, B-x; I-x, O; O. Six edits for four tokens.
    assertThat(scores.editOverhead()).isEqualTo(2 / 6.0, EXACTLY);
    assertThat(scores.correctedTokens()).isEqualTo(2 / 4.0, EXACTLY);
    assertThat(scores.correctionTimeTokens()).isEqualTo(2 / 4.0, EXACTLY);
    // At most 3 + 2 + 1 + 0.
    assertThat(scores.correctionTimeScore()).isEqualTo(2 / 6.0, EXACTLY);
    assertThat(scores.relativeCorrectness()).isEqualTo(2 / 4.0, EXACTLY);
    assertThat(scores.meanDelayTokens()).isEqualTo(2 / 4.0, EXACTLY);
    assertThat(scores.onlyDelayedTokens()).isZero();
  }

  @Test
  void shouldHoldBackWhatIsYoungButNotTheRestOfASpan() {
    StabilityScores scores = scores(1, "O", "O O", "O B-x I-x", "O B-x O O");

    // First labels after 2, 3, 3 and 4 tokens: the span of the third output began early enough.
    assertThat(scores.editOverhead()).isEqualTo(1 / 5.0, EXACTLY);
    assertThat(scores.meanDelayTokens()).isEqualTo((1 + 1 + 1 + 0) / 4.0, EXACTLY);
    assertThat(scores.onlyDelayedTokens()).isEqualTo(2 / 4.0, EXACTLY);
    assertThat(scores.correctionTimeTokens()).isEqualTo(1 / 4.0, EXACTLY);
    assertThat(scores.relativeCorrectness()).isEqualTo(3 / 4.0, EXACTLY);
  }

  @Test
  void shouldCountALabelThatIsTakenBackForNone() {
    StabilityScores scores = scores(2, "B-x", "B-x I-x", "B-x I-x I-x", "B-x O O O", "B-x O O O O");

    // The second token: I-x after three tokens, O after four. The third: I-x, none, O after five.
    assertThat(scores.editOverhead()).isEqualTo(3 / 8.0, EXACTLY);
    assertThat(scores.correctionTimeTokens()).isEqualTo(3 / 5.0, EXACTLY);
    assertThat(scores.relativeCorrectness()).isEqualTo(4 / 5.0, EXACTLY);
  }

  @Test
  void shouldLetTokensArriveWithTheirEvent() {
    StabilityScores scores = scores(0, "O O", "O B-x I-x O");

    assertThat(scores.editOverhead()).isEqualTo(1 / 5.0, EXACTLY);
    assertThat(scores.meanDelayTokens()).isEqualTo(2 / 4.0, EXACTLY);
    // At most 2 + 2 + 0 + 0.
    assertThat(scores.correctionTimeScore()).isEqualTo(2 / 4.0, EXACTLY);
    assertThat(scores.relativeCorrectness()).isEqualTo(1 / 2.0, EXACTLY);
  }

  @Test
  void shouldTakeAllStreamsTogether() {
    StabilityScorer scorer = new StabilityScorer();
    scorer.add(history(0, "O", "O O", "O B-x I-x", "O B-x O O"));
    scorer.add(history(0, "O", "O O"));

    assertThat(scorer.scores().editOverhead()).isEqualTo(2 / 8.0, EXACTLY);
    assertThat(scorer.scores().correctionTimeScore()).isEqualTo(2 / 7.0, EXACTLY);
  }

  @Test
  void shouldBeZeroWithoutTokens() {
    assertThat(new StabilityScorer().scores().editOverhead()).isZero();
  }

  private static StabilityScores scores(int delay, String... outputs) {
    StabilityScorer scorer = new StabilityScorer();
    scorer.add(history(delay, outputs));
    return scorer.scores();
  }

  /** The history of a stream of which these are the tags after each event. */
  private static LabelHistory history(int delay, String... outputs) {
    LabelHistory history = new LabelHistory(delay);
    SpanFold fold = new SpanFold();
    List<StreamSpan> said = new ArrayList<>();
    for (int step = 0; step < outputs.length; step++) {
      List<String> tags = List.of(outputs[step].split(" "));
      said.forEach(span -> fold.apply(new StreamEdit.OfSpan(false, span)));
      said.clear();
      for (TokenSpan span : TokenSpan.of(tags)) {
        said.add(new StreamSpan(0, span.label(), span.begin(), span.end(), "", 1));
      }
      said.forEach(span -> fold.apply(new StreamEdit.OfSpan(true, span)));
      history.add(tags.size(), step == outputs.length - 1, fold, 0);
    }
    assertThat(history.labels()).isEqualTo(List.of(outputs[outputs.length - 1].split(" ")));
    return history;
  }
}
