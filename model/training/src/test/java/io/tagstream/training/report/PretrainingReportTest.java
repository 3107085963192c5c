package io.tagstream.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.training.report.PretrainingHistory.Evaluation;
import io.tagstream.training.transformer.PretrainingScores;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PretrainingReportTest {

  @Test
  void shouldShowFiguresCurvesAndEvaluations() {
    String page = report(3).html();

    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("my &lt;encoder&gt;", "perplexity", "7.4", "40.0", "a &amp; b")
        .contains("step 200: 2.000")
        .contains("<strong>148.4</strong><span>that of guessing by frequency</span>")
        .contains("<strong>25.0</strong><span>hidden pieces unknown, %</span>")
        .contains("<th scope=\"row\">by frequency</th>", "<td class=\"number\">5.000</td>");
    assertThat(page.split("<svg", -1)).hasSize(1 + 4);
    assertThat(report(3).html()).isEqualTo(page);
  }

  @Test
  void shouldShowSomeOfManyEvaluationsAndTheLast() {
    String page = report(1000).html();

    assertThat(page.split("<th scope=\"row\">", -1)).hasSizeBetween(21, 1 + 42);
    assertThat(page).contains("<th scope=\"row\">100,000</th>");
  }

  @Test
  void shouldTellNoLossOfWhatWasNotLearnedFrom() {
    PretrainingScores heldOut = new PretrainingScores(10, 20, 4, 8, 2, 6);
    Evaluation only = new Evaluation(0, 0, 1, PretrainingScores.NONE, heldOut);

    String page = report(List.of(only)).html();

    assertThat(page).contains("2.000").doesNotContain("0.000");
  }

  private static PretrainingReport report(int evaluations) {
    PretrainingScores scores = new PretrainingScores(10, 20, 4, 8, 2, 6);
    return report(
        IntStream.rangeClosed(1, evaluations)
            .mapToObj(i -> new Evaluation(100L * i, 1e-4, 2, scores, scores))
            .toList());
  }

  private static PretrainingReport report(List<Evaluation> evaluations) {
    return new PretrainingReport(
        "my <encoder>",
        List.of(
            new TrainingReport.FactGroup(
                "Data", List.of(new TrainingReport.Fact("source", "a & b")))),
        new FrequencyGuess(20, 5, 5),
        new PretrainingHistory(evaluations));
  }
}
