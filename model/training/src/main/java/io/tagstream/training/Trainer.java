package io.tagstream.training;

import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.model.evaluation.Evaluator;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.training.EpochSteps.LearningSet;
import io.tagstream.training.augmentation.AugmentedEpoch;
import io.tagstream.training.checkpoint.SentenceDigest;
import io.tagstream.training.checkpoint.TrainingDirectory;
import io.tagstream.training.checkpoint.TrainingIdentity;
import io.tagstream.training.config.LearningConfig.ClassWeighting;
import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.data.LabelSets;
import io.tagstream.training.data.SentenceEncoder;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.data.Vocabulary;
import io.tagstream.training.network.ClassWeights;
import io.tagstream.training.network.LexiconTable;
import io.tagstream.training.network.NetworkParts;
import io.tagstream.training.network.TaggerNetwork;
import io.tagstream.training.vectors.PretrainedVectors;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network on one thread. After every epoch it is written as a bundle, in memory, and that
 * bundle tags the dev sentences: what is measured is what will be served. The weights of the epoch
 * with the best spans are kept (of the best classes, if there are no spans).
 */
final class Trainer {
  private static final String HEAD = "main";

  private final TrainConfig config;
  private final HistoryRecorder recorder;
  private final Interruption interruption;

  Trainer(TrainConfig config, HistoryRecorder recorder, Interruption interruption) {
    this.config = config;
    this.recorder = recorder;
    this.interruption = interruption;
  }

  /** The best epoch of a training. */
  record Trained(BundleDraft draft, BundleDraft.Weights weights, int epoch, long parameters) {}

  /**
   * Trains, from the beginning or from where an earlier training was ended.
   *
   * @param data the sentences
   * @param command the command that was given, for the bundle to tell
   * @param examples golden texts
   * @param directory where the training keeps what it needs to go on
   * @throws TrainingInterruptedException if the process is about to end
   * @throws IOException if a checkpoint cannot be written or read, or pre-trained vectors cannot be
   *     read
   */
  Trained train(
      TrainingData data, String command, List<String> examples, TrainingDirectory directory)
      throws IOException {
    LabelSets labels = LabelSets.of(data.train());
    PretrainedVectors vectors = vectors(data);
    RecurrentTokenizer tokenizer =
        Vocabulary.of(data.train(), config.network())
            .withLexicon(vectors == null ? null : vectors.lexicon());
    BundleDraft draft =
        new BundleDraft(config, tokenizer, labels, data.train().size(), command, examples);
    LearningSet set =
        new LearningSet(
            data.train().size(),
            new AugmentedEpoch(data.train(), config.training().shares()),
            new SentenceEncoder(HEAD, tokenizer, labels));
    try (TaggerNetwork network =
        new TaggerNetwork(
            parts(tokenizer, lexicon(vectors), labels),
            config.training().optimization(),
            weights(data, labels),
            config.training().seed())) {
      recorder.started(data, labels, network.parameterCount());
      EpochLoop loop =
          new EpochLoop(
              config.training(),
              network,
              new EpochSteps(config.training(), network, List.of(set), recorder, interruption),
              epoch -> draft.assemble(weights(network, labels), new TreeMap<>(), unfinished(epoch)),
              bundle -> evaluate(bundle, data.dev()),
              recorder);
      int best = loop.run(directory, identity(data, vectors)).number();
      return new Trained(draft, weights(network, labels), best, network.parameterCount());
    }
  }

  /** The model card of a bundle that a training leaves when it is ended too early. */
  private String unfinished(int epoch) {
    return "# %s %s, unfinished%n%nAfter epoch %d of at most %d.%n"
        .formatted(
            config.bundle().name(), config.bundle().version(), epoch, config.training().epochs());
  }

  private TrainingIdentity identity(TrainingData data, @Nullable PretrainedVectors vectors) {
    SortedMap<String, String> facts = new TreeMap<>(config.changed());
    facts.put("sentences to learn from", SentenceDigest.of(data.train()));
    facts.put("sentences to choose by", SentenceDigest.of(data.dev()));
    facts.put("pre-trained vectors", vectors == null ? "none" : vectors.digest());
    facts.put("libraries", Libraries.versions());
    return new TrainingIdentity(facts);
  }

  private @Nullable PretrainedVectors vectors(TrainingData data) throws IOException {
    return config.vectors() == null
        ? null
        : PretrainedVectors.read(config.vectors(), Vocabulary.forms(data.train()));
  }

  private @Nullable LexiconTable lexicon(@Nullable PretrainedVectors vectors) {
    return config.vectors() == null || vectors == null
        ? null
        : new LexiconTable(vectors.table(), config.vectors().width());
  }

  /** Tags sentences with a bundle and scores them. */
  static EvaluationReport evaluate(BundleFiles bundle, List<LabelledSentence> sentences) {
    try (BundleTagger tagger = Bundles.open(bundle).tagger()) {
      return new Evaluator(tagger).evaluate(sentences);
    }
  }

  private NetworkParts parts(
      RecurrentTokenizer tokenizer, @Nullable LexiconTable lexicon, LabelSets labels) {
    NetworkPlan plan = new NetworkPlan(config.network());
    return new NetworkParts(
        plan.input(tokenizer).withLexicon(lexicon),
        config.network().stack(),
        labels.spans().isEmpty() ? Map.of() : Map.of(HEAD, plan.slotHead(labels, HEAD)),
        labels.classes().isEmpty() ? Map.of() : Map.of(HEAD, plan.classHead(labels)));
  }

  private ClassWeights weights(TrainingData data, LabelSets labels) {
    if (config.training().classWeights() == ClassWeighting.NONE || labels.classes().isEmpty()) {
      return ClassWeights.NONE;
    }
    int[] counts = new int[labels.classes().size()];
    data.train().forEach(sentence -> counts[labels.classes().indexOf(sentence.label())]++);
    return ClassWeights.balanced(Map.of(HEAD, counts));
  }

  private static BundleDraft.Weights weights(TaggerNetwork network, LabelSets labels) {
    String slotHead = labels.spans().isEmpty() ? null : HEAD;
    String classHead = labels.classes().isEmpty() ? null : HEAD;
    return new BundleDraft.Weights(
        network.weights(slotHead, classHead), slotHead == null ? null : network.crf(slotHead));
  }
}
