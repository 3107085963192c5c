package io.tagstream.training;

import io.tagstream.training.EpochSeed.Purpose;
import io.tagstream.training.TrainingListener.Progress;
import io.tagstream.training.config.LearningConfig;
import io.tagstream.training.data.SentenceEncoder;
import io.tagstream.training.network.TaggerNetwork;
import io.tagstream.training.network.TrainingDivergedException;
import io.tagstream.training.network.TrainingSentence;
import java.util.List;

/** Takes the steps of all epochs, one epoch a call. Used by the thread that trains. */
final class EpochSteps {
  private final LearningConfig config;
  private final TaggerNetwork network;
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
      TaggerNetwork network,
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
    sentences = sets.stream().mapToInt(LearningSet::size).sum();
    perEpoch = sets.stream().mapToInt(set -> batches(set.size())).sum();
    rate = LearningRate.of(config.rate(), (long) perEpoch * config.epochs());
  }

  // Batches never reach over the pools that are sorted together, which are whole batches.
  private int batches(int size) {
    return (size + config.batchSize() - 1) / config.batchSize();
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
   * @throws TrainingInterruptedException if the process is about to end
   * @throws TrainingDivergedException if a loss is not finite
   */
  Progress run(EpochSeed seed) {
    network.seed(seed.of(Purpose.DROPOUT));
    Progress progress = progress(seed.epoch(), 0, 0, 0);
    double loss = 0;
    int step = 0;
    int seenInEpoch = 0;
    for (List<TrainingSentence> batch : plan(seed)) {
      interruption.check();
      double stepRate = rate.at(taken++);
      loss += lossOf(batch, stepRate, seed.epoch()) * batch.size();
      seen += batch.size();
      seenInEpoch += batch.size();
      progress = progress(seed.epoch(), ++step, loss / seenInEpoch, stepRate);
      listener.stepped(progress);
    }
    interruption.check();
    return progress;
  }

  private double lossOf(List<TrainingSentence> batch, double stepRate, int epoch) {
    try {
      return network.step(batch, stepRate);
    } catch (TrainingDivergedException e) {
      throw e.inEpoch(epoch);
    }
  }

  private List<List<TrainingSentence>> plan(EpochSeed seed) {
    var augmentation = seed.random(Purpose.AUGMENTATION);
    List<List<TrainingSentence>> shown =
        sets.stream().map(set -> encoder.encode(set.shown(augmentation), set.heads())).toList();
    return EpochPlan.batches(shown, config.batchSize(), seed.random(Purpose.ORDER));
  }

  private Progress progress(int epoch, int step, double loss, double stepRate) {
    long all = (long) sentences * config.epochs();
    return new Progress(epoch, config.epochs(), step, perEpoch, loss, stepRate, seen, all);
  }
}
