package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.evaluation.ClassScores;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.model.evaluation.SpanScores;
import io.tagstream.training.report.TrainingHistory.Epoch;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EpochLoopTest {
  @Test
  void shouldChooseTheEpochByTheMeanOfSlotF1AndClassAccuracy() {
    EvaluationReport moreSpans = report(90, 94);
    EvaluationReport moreOfBoth = report(89, 97);

    assertThat(EpochLoop.isBetter(moreOfBoth, best(moreSpans))).isTrue();
    assertThat(EpochLoop.isBetter(moreSpans, best(moreOfBoth))).isFalse();
  }

  @Test
  void shouldNotChooseTheEpochByClassAccuracyAlone() {
    EvaluationReport moreClasses = report(85, 97);
    EvaluationReport moreOfBoth = report(89, 96);

    assertThat(EpochLoop.isBetter(moreOfBoth, best(moreClasses))).isTrue();
    assertThat(EpochLoop.isBetter(moreClasses, best(moreOfBoth))).isFalse();
  }

  @Test
  void shouldKeepTheFirstOfEpochsThatAreAsGood() {
    EvaluationReport report = report(90, 94);

    assertThat(EpochLoop.isBetter(report, null)).isTrue();
    assertThat(EpochLoop.isBetter(report, best(report))).isFalse();
  }

  private static Epoch best(EvaluationReport report) {
    return Epoch.of(1, 2.5, 1e-3, 1, report, true);
  }

  private static EvaluationReport report(double slotF1, double classAccuracy) {
    return new EvaluationReport(
        100,
        500,
        new SpanScores(slotF1, slotF1, slotF1, 99.0, 100, new TreeMap<>()),
        new ClassScores(classAccuracy, 100, new TreeMap<>()));
  }
}
