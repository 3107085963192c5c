package io.tagstream.training;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.EpochSeed.Purpose;
import io.tagstream.training.TrainingListener.Progress;
import io.tagstream.training.config.DataConfig.Heads;
import io.tagstream.training.config.LearningConfig;
import io.tagstream.training.data.SentenceEncoder;
import io.tagstream.training.network.TrainedNetwork;
import io.tagstream.training.network.TrainingDivergedException;
import io.tagstream.training.network.TrainingStream;
import java.util.List;
import java.util.Random;

/** Takes the steps of all epochs, one epoch a call. Used by the thread that trains. */
final class EpochSteps {
  private final LearningConfig config;
  private final TrainedNetwork network;
  private final SentenceEncoder encoder;
  private final List<LearningSet> sets;
  private final TrainingListener listener;
  private final Interruption interruption;
  private final int sentences;
  private final int perEpoch;
  private final LearningRate rate;
  private long taken;
  private long seen;

  /**
   * Prepares the epochs.
   *
   * @param encoder makes numbers of sentences
   * @param sets data sets, at least one; a step takes sentences of one of them
   * @param interruption looked at after every step
   */
  EpochSteps(
      LearningConfig config,
      TrainedNetwork network,
      SentenceEncoder encoder,
      List<LearningSet> sets,
      TrainingListener listener,
      Interruption interruption) {
    this.config = config;
    this.network = network;
    this.encoder = encoder;
    this.sets = List.copyOf(sets);
    this.listener = listener;
    this.interruption = interruption;
    sentences = sets.stream().mapToInt(LearningSet::perEpoch).sum();
    perEpoch =
        sets.stream()
            .mapToInt(set -> EpochPlan.batches(set.size(), config.batchSize(), set.mostTurns()))
            .sum();
    rate = LearningRate.of(config.rate(), (long) perEpoch * config.epochs());
  }

  /** Goes on after these steps and sentences, which were taken before the training was ended. */
  void resume(long stepsTaken, long sentencesSeen) {
    taken = stepsTaken;
    seen = sentencesSeen;
  }

  /** Returns how many steps have been taken over all epochs. */
  long taken() {
    return taken;
  }

  /** Returns how many sentences have been learned from over all epochs. */
  long seen() {
    return seen;
  }

  /**
   * Learns from the sentences of every set, each as often as the weight of the set says.
   *
   * @throws TrainingInterruptedException if it was asked to stop
   * @throws TrainingDivergedException if a loss is not finite
   */
  Progress run(EpochSeed seed) {
    network.seed(seed.of(Purpose.DROPOUT));
    Progress progress = progress(seed.epoch(), 0, 0, 0);
    double loss = 0;
    int step = 0;
    int seenInEpoch = 0;
    for (List<TrainingStream> batch : plan(seed)) {
      interruption.check();
      double stepRate = rate.at(taken++);
      int turns = batch.stream().mapToInt(TrainingStream::turns).sum();
      loss += lossOf(batch, stepRate, seed.epoch()) * turns;
      seen += turns;
      seenInEpoch += turns;
      progress = progress(seed.epoch(), ++step, loss / seenInEpoch, stepRate);
      listener.stepped(progress);
    }
    interruption.check();
    return progress;
  }

  private double lossOf(List<TrainingStream> batch, double stepRate, int epoch) {
    try {
      return network.step(batch, stepRate);
    } catch (TrainingDivergedException e) {
      throw e.inEpoch(epoch);
    }
  }

  private List<List<TrainingStream>> plan(EpochSeed seed) {
    Random augmentation = seed.random(Purpose.AUGMENTATION);
    TurnCuts cuts = new TurnCuts(config.streams(), seed.random(Purpose.CUTS));
    List<EpochPlan.Shown> shown =
        sets.stream()
            .map(
                set ->
                    new EpochPlan.Shown(
                        set.shown(augmentation).stream()
                            .map(turns -> stream(turns, set.heads(), cuts))
                            .toList(),
                        set.mostTurns()))
            .toList();
    return EpochPlan.batches(
        shown, config.batchSize(), network::length, seed.random(Purpose.ORDER));
  }

  private TrainingStream stream(List<LabelledSentence> turns, Heads heads, TurnCuts cuts) {
    return new TrainingStream(
        encoder.encode(turns, heads).stream().flatMap(turn -> cuts.pieces(turn).stream()).toList());
  }

  private Progress progress(int epoch, int step, double loss, double stepRate) {
    long all = (long) sentences * config.epochs();
    return new Progress(epoch, config.epochs(), step, perEpoch, loss, stepRate, seen, all);
  }
}
