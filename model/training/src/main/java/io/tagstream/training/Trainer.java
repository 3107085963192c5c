package io.tagstream.training;

import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.model.evaluation.Evaluator;
import io.tagstream.training.checkpoint.SentenceDigest;
import io.tagstream.training.checkpoint.TrainingDirectory;
import io.tagstream.training.checkpoint.TrainingIdentity;
import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.data.SentenceEncoder;
import io.tagstream.training.data.TrainingData;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trains a network on one thread. After every epoch it is written as a bundle, in memory, and that
 * bundle tags the dev sentences: what is measured is what will be served. The weights of the best
 * epoch are kept.
 */
final class Trainer {
  private final TrainConfig config;
  private final HistoryRecorder recorder;
  private final Interruption interruption;

  Trainer(TrainConfig config, HistoryRecorder recorder, Interruption interruption) {
    this.config = config;
    this.recorder = recorder;
    this.interruption = interruption;
  }

  /**
   * The best epoch of a training.
   *
   * @param files what the network became
   */
  record Trained(BundleDraft draft, SortedMap<String, byte[]> files, int epoch, long parameters) {}

  /**
   * Trains, from the beginning or from where an earlier training was ended. The interruption is
   * watched for from when all is read: before that, a signal ends the process.
   *
   * @param data the sentences
   * @param command the command that was given, for the bundle to tell
   * @param examples golden texts
   * @param directory where the training keeps what it needs to go on
   * @throws TrainingInterruptedException if it was asked to stop
   * @throws IOException if a checkpoint cannot be written or read, or what was trained before
   *     cannot be read
   */
  Trained train(
      TrainingData data, String command, List<String> examples, TrainingDirectory directory)
      throws IOException {
    try (ModelInTraining model = ModelInTraining.of(config, data)) {
      BundleDraft draft =
          new BundleDraft(config, model.encoder(), model.vocabulary(), data, command, examples);
      TrainingIdentity identity = identity(data, model.pretrained());
      interruption.watch();
      long parameters = model.network().parameterCount();
      recorder.started(data, data.bundleLabels(), parameters);
      int best = loop(model, draft).run(directory, identity).number();
      return new Trained(draft, model.files(), best, parameters);
    }
  }

  private EpochLoop loop(ModelInTraining model, BundleDraft draft) {
    return new EpochLoop(
        config.training(),
        model.network(),
        steps(model, draft.data()),
        epoch -> draft.assemble(model.files(), new TreeMap<>(), unfinished(epoch)),
        bundle -> evaluate(bundle, draft.data().dev()),
        recorder);
  }

  private EpochSteps steps(ModelInTraining model, TrainingData data) {
    List<LearningSet> sets =
        data.sets().stream()
            .filter(set -> !set.train().isEmpty())
            .map(
                set ->
                    LearningSet.of(
                        set, config.training().shares(), config.training().streams().turns()))
            .toList();
    SentenceEncoder encoder = new SentenceEncoder(model.words(), data.labels());
    return new EpochSteps(
        config.training(), model.network(), encoder, sets, recorder, interruption);
  }

  /** The model card of a bundle that a training leaves when it is ended too early. */
  private String unfinished(int epoch) {
    return "# %s %s, unfinished%n%nAfter epoch %d of at most %d.%n"
        .formatted(
            config.bundle().name(), config.bundle().version(), epoch, config.training().epochs());
  }

  private TrainingIdentity identity(TrainingData data, String pretrained) {
    SortedMap<String, String> facts = new TreeMap<>(config.changed());
    facts.put("sentences to learn from", SentenceDigest.of(data.train()));
    facts.put("sentences to choose by", SentenceDigest.of(data.dev()));
    facts.put("trained before", pretrained);
    facts.put("libraries", Libraries.versions());
    if (config.transformer() != null) {
      // Another device than "auto" found before gives other bytes.
      facts.put("computed on", config.transformer().tuning().device().found().toString());
    }
    return new TrainingIdentity(facts);
  }

  /** Tags sentences with a bundle, as the turns of their streams if they have any, and scores. */
  static EvaluationReport evaluate(BundleFiles bundle, List<LabelledSentence> sentences) {
    try (BundleTagger tagger = Bundles.open(bundle).tagger()) {
      return new Evaluator(tagger).evaluateStreams(sentences, sentence -> true);
    }
  }
}
