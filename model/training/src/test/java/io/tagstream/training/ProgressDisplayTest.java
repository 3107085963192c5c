package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.evaluation.ClassScores;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.training.TrainingListener.Progress;
import io.tagstream.training.data.MadeUpSets;
import io.tagstream.training.data.TrainingData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private static final TrainingData DATA =
      MadeUpSets.only(List.of(sentence("B-song")), List.of(sentence("B-date")), 3);
  private static final EvaluationReport REPORT =
      new EvaluationReport(1, 1, null, new ClassScores(97.5, 1, new TreeMap<>()));

  private final StringWriter err = new StringWriter();
  private long nanoTime;

  @Test
  void shouldWriteALineAnEpochWhereThereIsNoTerminal() {
    ProgressDisplay display = display(false);
    display.started(DATA, DATA.bundleLabels(), 1_234_567);
    nanoTime = 10_000_000_000L;
    display.stepped(new Progress(1, 2, 1, 2, 3.5, 1e-3, 500, 2_000));
    display.evaluated(new Progress(1, 2, 2, 2, 3.25, 1e-3, 1_000, 2_000), REPORT, true);

    assertThat(err.toString().lines())
        .containsExactly(
            "1 sentences to learn from, 1 to choose by, 3 left out; 1 span labels, 0 classes;"
                + " 1,234,567 parameters",
            "epoch 1/2  loss 3.250  100 sentences/s  0:10 min left  dev class accuracy 97.50  best");
  }

  @Test
  void shouldWriteOverOneLineOnATerminal() {
    ProgressDisplay display = display(true);
    display.started(DATA, DATA.bundleLabels(), 1);
    nanoTime = 1_000_000_000L;
    display.stepped(new Progress(1, 8, 1, 2, 3.5, 1e-3, 100, 1_500_000));

    assertThat(err.toString())
        .endsWith(
            "\r[============            ] epoch 1/8  loss 3.500  100 sentences/s  4:09 h left\033[K");
  }

  private ProgressDisplay display(boolean terminal) {
    return new ProgressDisplay(new ProgressLine(new PrintWriter(err), terminal, () -> nanoTime));
  }

  private static LabelledSentence sentence(String tag) {
    return new LabelledSentence("made-up", null, List.of("word"), List.of(tag), null);
  }
}
