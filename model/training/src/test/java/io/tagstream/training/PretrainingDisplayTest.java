package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.training.report.PretrainingHistory.Evaluation;
import io.tagstream.training.transformer.PretrainingScores;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PretrainingDisplayTest {
  private final StringWriter err = new StringWriter();
  private long nanoTime;

  private final PretrainingScores learned = new PretrainingScores(10, 50, 1, 30, 15, 20);
  private final Evaluation evaluation =
      new Evaluation(100, 1e-4, 2, learned, new PretrainingScores(10, 20, 4, 8, 2, 6));

  @Test
  void shouldPrintARowAnEvaluation() {
    PretrainingDisplay display = display(false);
    display.stepped(1, 0.01, learned);
    nanoTime += TimeUnit.SECONDS.toNanos(24);
    display.stepped(25, 0.25, learned);
    display.evaluated(evaluation, 0.25);

    assertThat(err.toString().lines().toList())
        .containsExactly(
            "    step  loss learned  loss held out  perplexity  named %  next %  rows/s  left",
            "     100         5.000          2.000         7.4     40.0    75.0    15.0  1:15 min");
  }

  @Test
  void shouldTellNoLossOfWhatWasNotLearnedFrom() {
    PretrainingScores heldOut = new PretrainingScores(10, 20, 4, 8, 2, 6);
    display(false).evaluated(new Evaluation(0, 0, 2, PretrainingScores.NONE, heldOut), 1);

    assertThat(err.toString().lines().toList())
        .containsExactly(
            "    step  loss learned  loss held out  perplexity  named %  next %  rows/s  left",
            "       0             -          2.000         7.4     40.0    75.0     0.0  ?");
  }

  @Test
  void shouldDrawABarOnATerminal() {
    PretrainingDisplay display = display(true);
    nanoTime += TimeUnit.SECONDS.toNanos(1);
    display.stepped(50, 0.5, learned);

    assertThat(err.toString())
        .contains("[============            ] step 50  loss 5.000  next 0.500  ? left");
  }

  private PretrainingDisplay display(boolean terminal) {
    return new PretrainingDisplay(
        new ProgressLine(new PrintWriter(err, true), terminal, () -> nanoTime));
  }
}
