package io.tagstream.training;

import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.training.TrainingListener.Progress;
import io.tagstream.training.checkpoint.Checkpoint;
import io.tagstream.training.checkpoint.TrainingDirectory;
import io.tagstream.training.checkpoint.TrainingIdentity;
import io.tagstream.training.config.LearningConfig;
import io.tagstream.training.network.NetworkState;
import io.tagstream.training.network.TrainedNetwork;
import io.tagstream.training.report.TrainingHistory;
import io.tagstream.training.report.TrainingHistory.Epoch;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The epochs of a training: learns, scores on the dev sentences, remembers the best, leaves a
 * checkpoint, and stops when the budget or the patience is used up.
 */
final class EpochLoop {
  private final LearningConfig config;
  private final TrainedNetwork network;
  private final EpochSteps steps;
  private final IntFunction<BundleFiles> bundle;
  private final Function<BundleFiles, EvaluationReport> dev;
  private final HistoryRecorder recorder;

  /**
   * Prepares the epochs.
   *
   * @param config how it learns
   * @param network what learns
   * @param steps takes the steps of an epoch
   * @param bundle makes the bundle of the network as it is after an epoch
   * @param dev scores a bundle on the dev sentences
   * @param recorder is told, and remembers
   */
  EpochLoop(
      LearningConfig config,
      TrainedNetwork network,
      EpochSteps steps,
      IntFunction<BundleFiles> bundle,
      Function<BundleFiles, EvaluationReport> dev,
      HistoryRecorder recorder) {
    this.config = config;
    this.network = network;
    this.steps = steps;
    this.bundle = bundle;
    this.dev = dev;
    this.recorder = recorder;
  }

  /**
   * Runs the epochs that are left. In the end the network is that of the best one.
   *
   * @param directory where checkpoints are kept; if it has one, the training goes on from there
   * @param identity what is trained
   */
  Epoch run(TrainingDirectory directory, TrainingIdentity identity) throws IOException {
    NetworkState best = resumed(directory, identity);
    while (!isOver(recorder.history())) {
      int epoch = recorder.history().epochs().size() + 1;
      Progress progress = steps.run(new EpochSeed(config.seed(), epoch));
      BundleFiles made = bundle.apply(epoch);
      EvaluationReport report = dev.apply(made);
      boolean better = isBetter(report, recorder.history().best());
      if (better || best == null) {
        best = network.averageState();
        directory.keep(made, epoch);
      }
      recorder.evaluated(progress, report, better);
      directory.write(
          new Checkpoint(
              identity, recorder.history(), steps.taken(), steps.seen(), network.numbers(), best));
    }
    network.restoreAverage(Objects.requireNonNull(best));
    return Objects.requireNonNull(recorder.history().best());
  }

  /** Goes on from the checkpoint, if there is one; returns the weights of the best epoch. */
  private @Nullable NetworkState resumed(TrainingDirectory directory, TrainingIdentity identity)
      throws IOException {
    if (!directory.hasCheckpoint()) {
      return null;
    }
    Checkpoint checkpoint = directory.read(identity);
    network.restore(checkpoint.network().state());
    steps.resume(checkpoint.steps(), checkpoint.sentences());
    recorder.resumed(checkpoint.history());
    return checkpoint.bestWeights();
  }

  private boolean isOver(TrainingHistory history) {
    Epoch best = history.best();
    int epochs = history.epochs().size();
    return epochs >= config.epochs()
        || (best != null && config.patience() > 0 && epochs - best.number() >= config.patience());
  }

  /** Returns whether an epoch with this report on the dev sentences is better than the best. */
  static boolean isBetter(EvaluationReport report, @Nullable Epoch best) {
    return best == null || Epoch.of(0, 0, 0, 0, report, true).score() > best.score();
  }
}
