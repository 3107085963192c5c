package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.training.checkpoint.PretrainingDirectory;
import io.tagstream.training.checkpoint.TrainingIdentity;
import io.tagstream.training.config.PretrainConfig;
import io.tagstream.training.config.RateConfig;
import io.tagstream.training.config.RateConfig.Decay;
import io.tagstream.training.network.ComputeDevice;
import io.tagstream.training.network.RequiresLibtorch;
import io.tagstream.training.pretraining.MaskedRows;
import io.tagstream.training.report.PretrainingHistory;
import io.tagstream.training.report.PretrainingHistory.Evaluation;
import io.tagstream.training.transformer.PretrainingNetwork;
import io.tagstream.training.transformer.PretrainingScores;
import io.tagstream.training.transformer.TransformerDropout;
import io.tagstream.training.transformer.weights.PositionKind;
import io.tagstream.training.transformer.weights.TransformerShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresLibtorch
class PretrainingLoopTest {
  private static final PretrainingNetwork.Learning LEARNING =
      new PretrainingNetwork.Learning(TransformerDropout.NONE, 0, 1, 1, ComputeDevice.CPU);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  /** Seconds; a step takes ten. */
  private long time;

  @Test
  void shouldEvaluateAfterSoManyStepsAndAtTheEnd() throws IOException {
    PretrainingHistory history = run(0, 10);

    assertThat(history.evaluations()).extracting(Evaluation::step).containsExactly(4L, 8L, 10L);
    assertThat(history.last().rate()).isCloseTo(1e-4, within(1e-9));
    assertThat(history.last().heldOut().rows()).isEqualTo(3);
    assertThat(history.last().learned().rows()).isEqualTo(4);
  }

  @Test
  void shouldEndWhenTheMinutesAreOverWithTheRateNearZero() throws IOException {
    PretrainingHistory history = run(1, 1000);

    assertThat(history.evaluations()).extracting(Evaluation::step).containsExactly(4L, 6L);
    assertThat(history.seconds()).isEqualTo(60);
    assertThat(history.last().rate()).isBetween(1e-4, 2e-4);
  }

  private PretrainingHistory run(int minutes, int steps) throws IOException {
    TransformerShape shape =
        new TransformerShape(20, 16, 2, 1, 1, 4, 4, 1e-12, PositionKind.LEARNED);
    MaskedRows rows =
        new MaskedRows(
            List.of(IntStream.range(0, 30).mapToObj(i -> new int[] {5 + i % 15, 6, 7}).toList()),
            16,
            2,
            20,
            Random::new,
            Random::new);
    PretrainConfig.Training config =
        new PretrainConfig.Training(
            steps, minutes, 2, new RateConfig(1e-3, 0, Decay.LINEAR), 4, 3, 1, LEARNING);
    try (PretrainingNetwork network = new PretrainingNetwork(shape, LEARNING, 1);
        Interruption interruption = new Interruption(() -> {})) {
      return new PretrainingLoop(
              config,
              network,
              rows,
              rows.first(3),
              new Ticking(),
              interruption,
              () -> TimeUnit.SECONDS.toNanos(time))
          .run(
              PretrainingDirectory.beside(directory.resolve("encoder")),
              new TrainingIdentity(new TreeMap<>()));
    }
  }

  /** Lets time pass with each step. */
  private final class Ticking implements PretrainingListener {
    @Override
    public void resumed(PretrainingHistory history) {}

    @Override
    public void stepped(long step, double progress, PretrainingScores learned) {
      time += 10;
    }

    @Override
    public void evaluated(Evaluation evaluation, double progress) {}
  }
}
