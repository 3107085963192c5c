package io.tagstream.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.evaluation.ClassScorer;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.model.evaluation.SpanScorer;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final LabelledSentence SENTENCE =
      new LabelledSentence(
          "toy:1", null, List.of("Play", "<script>", "&", "\"x\""), tags("song"), "play");

  @Test
  void shouldTellEverythingOnOnePage() {
    String page = HtmlReport.of(report(3, "song"));

    assertThat(page)
        .contains("my &lt;bundle&gt;", "best epoch 2", "2 of 2", "hidden &amp; size")
        .contains("Play <mark class=\"missed\">&lt;script&gt;<sub>song</sub></mark>")
        .contains("<mark class=\"wrong\">&lt;script&gt;<sub>artist 97 %</sub></mark>")
        .contains("play</span> taken for <span class=\"class wrong\">rate 60 %");
  }

  @Test
  void shouldNeedNothingButItself() {
    assertThat(HtmlReport.of(report(3, "song")))
        .doesNotContainPattern(Pattern.compile("<script|https?:|url\\(|@import|<link|<img| src="))
        .contains("prefers-color-scheme: dark", "@media print", "<meta charset=\"utf-8\">");
  }

  @Test
  void shouldTellTheScoresOfEachDataSetBesideThoseOfAll() {
    TrainingReport report = report(3, "song");
    PartScores all = report.parts().get(0);
    PartScores btc =
        new PartScores(
            "dev", "btc", new TreeSet<>(List.of("WORK")), all.asWritten(), all.plain(), null);
    TrainingReport several =
        new TrainingReport(
            "my", "1", "", List.of(), report.history(), List.of(all, btc), report.errors());

    assertThat(HtmlReport.of(several)).containsOnlyOnce(">dev, btc (not counted: WORK)<");
    assertThat(btc.figures()).containsKeys("dev.btc.slotF1", "dev.btc.plain.classAccuracy");
  }

  @Test
  void shouldShowATableOfFewClassesAndAListOfMany() {
    assertThat(HtmlReport.of(report(3, "song"))).contains("class=\"heat\"");
    assertThat(HtmlReport.of(report(150, "song")))
        .contains("<th scope=\"row\">class 0</th><td>class 1</td>")
        .doesNotContain("class 149");
  }

  @Test
  void shouldLeaveOutWhatAModelWithoutSpansDoesNotHave() {
    TrainingReport full = report(3, "song");
    EvaluationReport classes =
        new EvaluationReport(1, 1, null, full.parts().get(0).asWritten().classes());
    TrainingReport report =
        new TrainingReport(
            "my",
            "1",
            "",
            List.of(),
            new TrainingHistory(
                List.of(new TrainingHistory.Epoch(1, 2, 1e-3, 1, null, 90.0, true))),
            List.of(new PartScores("dev", classes, classes)),
            Mistakes.of());

    assertThat(HtmlReport.of(report))
        .doesNotContain("Scores by label", "Span labels taken", "Worst mistakes", "slot F1</text>")
        .contains("Classes taken for others", "class accuracy, or by the one there is;");
  }

  private static TrainingReport report(int classes, String label) {
    SpanScorer spans = new SpanScorer();
    spans.add(tags(label), tags("artist"));
    ClassScorer scorer = new ClassScorer();
    for (int i = 0; i < classes; i++) {
      scorer.add("class " + i, "class " + (i + 1) % classes);
    }
    EvaluationReport dev = new EvaluationReport(1, 4, spans.scores(), scorer.scores());
    TokenTagging tagging =
        new TokenTagging(
            tags("artist"), List.of(0.97f), new SentenceClass("rate", 0.6f, Map.of("rate", 0.6f)));
    return new TrainingReport(
        "my <bundle>",
        "1.0.0",
        "Made up",
        List.of(
            new TrainingReport.FactGroup(
                "Settings", List.of(new TrainingReport.Fact("hidden & size", "3")))),
        new TrainingHistory(
            List.of(
                TrainingHistory.Epoch.of(1, 3, 1e-3, 2, dev, true),
                TrainingHistory.Epoch.of(2, 2, 1e-3, 2, dev, true))),
        List.of(new PartScores("dev", dev, dev)),
        ErrorAnalysis.of(tokens -> List.of(tagging), List.of(SENTENCE)));
  }

  private static List<String> tags(String label) {
    return List.of("O", "B-" + label, "O", "O");
  }
}
