package io.tagstream.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.data.LabelledSentence;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErrorAnalysisTest {

  @Test
  void shouldSortMistakesByHowSureTheModelWas() {
    ErrorAnalysis errors =
        Mistakes.of(
            Mistakes.sentence("right", "O B-song", "play").said("O B-song", 0.9f, "play", 0.9f),
            Mistakes.sentence("unsure", "O B-song", "play").said("B-song O", 0.2f, "play", 0.9f),
            Mistakes.sentence("sure", "O B-song", "play").said("O B-song", 0.9f, "rate", 0.8f),
            Mistakes.sentence("missed", "O B-song", "play").said("O O", 0, "play", 0.9f));

    assertThat(errors.sentences()).isEqualTo(3);
    assertThat(errors.sure())
        .extracting(ErrorExample::id, ErrorExample::confidence)
        .containsExactly(tuple("sure", 0.8f), tuple("unsure", 0.2f));
    assertThat(errors.missed()).extracting(ErrorExample::id).containsExactly("missed");
  }

  @Test
  void shouldCountWhatIsTakenForWhat() {
    ErrorAnalysis errors =
        Mistakes.of(
            Mistakes.sentence("1", "B-song I-song", "play").said("B-artist I-artist", 1, "play", 1),
            Mistakes.sentence("2", "B-song I-song", "play").said("B-song O", 1, "play", 1),
            Mistakes.sentence("3", "B-song O", "play").said("O B-song", 1, "play", 1));

    assertThat(errors.spans().wrong())
        .containsExactly(
            new Confusions.Confusion(Confusions.INVENTED, "song", 1),
            new Confusions.Confusion("song", Confusions.MISSED, 1),
            new Confusions.Confusion("song", Confusions.OTHER_BORDERS, 1),
            new Confusions.Confusion("song", "artist", 1));
    assertThat(errors.spans().labels()).containsExactly("artist", "song");
  }

  @Test
  void shouldNotBlameTheModelForLabelsThatTheDataLeavesOpen() {
    LabelledSentence open =
        new LabelledSentence(
            "open", null, List.of("a", "b"), List.of("O", "B-song"), null, Set.of("artist"), null);
    TokenTagging tagging =
        new TokenTagging(List.of("B-artist", "B-song"), List.of(0.9f, 0.5f), null);

    ErrorAnalysis errors = ErrorAnalysis.of(tokens -> List.of(tagging), List.of(open));

    assertThat(errors.sentences()).isZero();
    assertThat(errors.spans().wrong()).isEmpty();
  }

  @Test
  void shouldNotBlameTheModelForWhatTheDataDoesNotLabel() {
    LabelledSentence unlabelled = new LabelledSentence("bare", null, List.of("a"), List.of(), null);
    TokenTagging tagging =
        new TokenTagging(
            List.of("B-song"), List.of(1f), new SentenceClass("play", 1, Map.of("play", 1f)));

    ErrorAnalysis errors = ErrorAnalysis.of(tokens -> List.of(tagging), List.of(unlabelled));

    assertThat(errors.sentences()).isZero();
  }
}
