package io.tagstream.training;

import io.tagstream.training.EpochSeed.Purpose;
import io.tagstream.training.checkpoint.PretrainingCheckpoint;
import io.tagstream.training.checkpoint.PretrainingDirectory;
import io.tagstream.training.checkpoint.TrainingIdentity;
import io.tagstream.training.config.PretrainConfig;
import io.tagstream.training.pretraining.MaskedRows;
import io.tagstream.training.report.PretrainingHistory;
import io.tagstream.training.report.PretrainingHistory.Evaluation;
import io.tagstream.training.transformer.MaskedRow;
import io.tagstream.training.transformer.PretrainingNetwork;
import io.tagstream.training.transformer.PretrainingScores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The steps of a pre-training, in legs: after each, held-out rows are scored and a checkpoint is
 * left. Used by the thread that trains.
 */
final class PretrainingLoop {
  private static final double NANOS = 1e9;
  private static final double SECONDS_PER_MINUTE = 60;

  private final PretrainConfig.Training config;
  private final PretrainingNetwork network;
  private final MaskedRows rows;
  private final List<MaskedRow> heldOut;
  private final PretrainingListener listener;
  private final Interruption interruption;
  private final LongSupplier nanoTime;
  private final LearningRate rate;
  private final List<Evaluation> evaluations = new ArrayList<>();
  private long begin;

  /**
   * Prepares the steps.
   *
   * @param network what learns
   * @param rows what it learns from, at the begin of the first epoch
   * @param heldOut rows that are scored after each leg
   * @param interruption looked at after every step
   * @param nanoTime the time in nanoseconds since some moment
   */
  PretrainingLoop(
      PretrainConfig.Training config,
      PretrainingNetwork network,
      MaskedRows rows,
      List<MaskedRow> heldOut,
      PretrainingListener listener,
      Interruption interruption,
      LongSupplier nanoTime) {
    this.config = config;
    this.network = network;
    this.rows = rows;
    this.heldOut = List.copyOf(heldOut);
    this.listener = listener;
    this.interruption = interruption;
    this.nanoTime = nanoTime;
    rate = LearningRate.of(config.rate(), config.steps());
  }

  /**
   * Takes the steps that are left.
   *
   * @param directory where the checkpoint is kept; if it has one, the training goes on from there
   * @param identity what is trained
   * @throws TrainingInterruptedException if it was asked to stop
   */
  PretrainingHistory run(PretrainingDirectory directory, TrainingIdentity identity)
      throws IOException {
    begin = nanoTime.getAsLong();
    if (directory.hasCheckpoint()) {
      PretrainingCheckpoint checkpoint = directory.read(identity);
      network.restore(checkpoint.network());
      evaluations.addAll(checkpoint.history().evaluations());
      rows.skip(history().steps());
      listener.resumed(history());
    }
    while (evaluations.isEmpty() || progress(history().steps()) < 1) {
      begin = nanoTime.getAsLong();
      evaluations.add(leg());
      begin = nanoTime.getAsLong();
      directory.write(new PretrainingCheckpoint(identity, history(), network.state()));
      listener.evaluated(history().last(), progress(history().steps()));
    }
    return history();
  }

  private Evaluation leg() {
    network.seed(new EpochSeed(config.seed(), evaluations.size() + 1).of(Purpose.DROPOUT));
    long step = history().steps();
    double stepRate = 0;
    PretrainingScores learned = PretrainingScores.NONE;
    for (int i = 0; i < legSteps() && (i == 0 || progress(step) < 1); i++) {
      interruption.check();
      stepRate = rate.at(Math.round(progress(step) * config.steps()));
      learned = learned.plus(network.step(rows.next(), stepRate));
      step++;
      listener.stepped(step, progress(step), learned);
    }
    PretrainingScores scores = scored();
    return new Evaluation(step, stepRate, secondsOfLeg(), learned, scores);
  }

  /** None where the encoder is wanted as it begins. */
  private int legSteps() {
    return config.steps() == 0 ? 0 : config.evaluationSteps();
  }

  private PretrainingScores scored() {
    PretrainingScores scores = PretrainingScores.NONE;
    for (int first = 0; first < heldOut.size(); first += config.batchSize()) {
      interruption.check();
      int end = Math.min(heldOut.size(), first + config.batchSize());
      scores = scores.plus(network.evaluate(heldOut.subList(first, end)));
    }
    return scores;
  }

  private PretrainingHistory history() {
    return new PretrainingHistory(evaluations);
  }

  /** Share of the steps that is taken or, if that is more, of the minutes that are over. */
  private double progress(long step) {
    double steps = config.steps() == 0 ? 1 : (double) step / config.steps();
    if (config.minutes() == 0) {
      return steps;
    }
    double seconds = history().seconds() + secondsOfLeg();
    return Math.min(1, Math.max(steps, seconds / (SECONDS_PER_MINUTE * config.minutes())));
  }

  private double secondsOfLeg() {
    return (nanoTime.getAsLong() - begin) / NANOS;
  }
}
