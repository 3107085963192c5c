package io.tagstream.training;

import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.model.evaluation.Evaluator;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.training.EpochSeed.Purpose;
import io.tagstream.training.TrainingListener.Progress;
import io.tagstream.training.augmentation.AugmentedEpoch;
import io.tagstream.training.config.LearningConfig;
import io.tagstream.training.config.LearningConfig.ClassWeighting;
import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.data.LabelSets;
import io.tagstream.training.data.SentenceEncoder;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.data.Vocabulary;
import io.tagstream.training.network.AffixTable;
import io.tagstream.training.network.CharacterFilters;
import io.tagstream.training.network.ClassHead;
import io.tagstream.training.network.ClassWeights;
import io.tagstream.training.network.NetworkParts;
import io.tagstream.training.network.RecurrentStack;
import io.tagstream.training.network.SlotHead;
import io.tagstream.training.network.TaggerNetwork;
import io.tagstream.training.network.TokenInput;
import io.tagstream.training.network.TrainingSentence;
import io.tagstream.training.network.WordTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trains a network on one thread. After every epoch it is written as a bundle, in memory, and that
 * bundle tags the dev sentences: what is measured is what will be served. The weights of the epoch
 * with the best spans are kept (of the best classes, if there are no spans).
 */
final class Trainer {
  private static final String HEAD = "main";

  private final TrainConfig config;
  private final TrainingListener listener;

  Trainer(TrainConfig config, TrainingListener listener) {
    this.config = config;
    this.listener = listener;
  }

  /** The best epoch of a training. */
  record Trained(
      BundleDraft draft,
      BundleDraft.Weights weights,
      EvaluationReport dev,
      int epoch,
      long parameters) {}

  /**
   * Trains.
   *
   * @param data the sentences
   * @param command the command that was given, for the bundle to tell
   * @param examples golden texts
   */
  Trained train(TrainingData data, String command, List<String> examples) {
    LabelSets labels = LabelSets.of(data.train());
    RecurrentTokenizer tokenizer = Vocabulary.of(data.train(), config.network());
    BundleDraft draft =
        new BundleDraft(config, tokenizer, labels, data.train().size(), command, examples);
    SentenceEncoder encoder = new SentenceEncoder(HEAD, tokenizer, labels);
    AugmentedEpoch sentences = new AugmentedEpoch(data.train(), config.training().shares());
    try (TaggerNetwork network =
        new TaggerNetwork(
            parts(tokenizer, labels),
            config.training().optimization(),
            weights(data, labels),
            config.training().seed())) {
      listener.started(data, labels, network.parameterCount());
      Steps steps = new Steps(network, data.train().size());
      Trained best = null;
      for (int epoch = 1; epoch <= config.training().epochs(); epoch++) {
        EpochSeed seed = new EpochSeed(config.training().seed(), epoch);
        Progress progress =
            steps.run(seed, encoder.encode(sentences.shown(seed.random(Purpose.AUGMENTATION))));
        BundleDraft.Weights weights = weights(network, labels);
        EvaluationReport dev = evaluate(draft.assemble(weights, new TreeMap<>(), ""), data.dev());
        boolean better = best == null || score(dev) > score(best.dev());
        if (better) {
          best = new Trained(draft, weights, dev, epoch, network.parameterCount());
        }
        listener.evaluated(progress, dev, better);
      }
      if (best == null) {
        throw new IllegalStateException("epochs: expected at least one");
      }
      return best;
    }
  }

  /** Tags sentences with a bundle and scores them. */
  static EvaluationReport evaluate(BundleFiles bundle, List<LabelledSentence> sentences) {
    try (BundleTagger tagger = Bundles.open(bundle).tagger()) {
      return new Evaluator(tagger).evaluate(sentences);
    }
  }

  private static double score(EvaluationReport report) {
    if (report.spans() != null) {
      return report.spans().f1();
    }
    return report.classes() == null ? 0 : report.classes().accuracy();
  }

  private NetworkParts parts(RecurrentTokenizer tokenizer, LabelSets labels) {
    TrainConfig.Network network = config.network();
    TokenInput input =
        new TokenInput(
            new WordTable(tokenizer.wordRows(), network.wordWidth()),
            new AffixTable(
                tokenizer.affixes().buckets(), tokenizer.featureCount(), network.affixWidth()),
            new CharacterFilters(
                tokenizer.characterRows(), network.characterWidth(), network.characterFilters()));
    return new NetworkParts(
        input,
        new RecurrentStack(network.hiddenSize()),
        labels.spans().isEmpty() ? Map.of() : Map.of(HEAD, new SlotHead(labels.tagCount())),
        labels.classes().isEmpty()
            ? Map.of()
            : Map.of(HEAD, new ClassHead(labels.classes().size(), network.attentionWidth())));
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

  /** Takes the steps of all epochs. */
  private final class Steps {
    private final TaggerNetwork network;
    private final int sentences;
    private final int perEpoch;
    private final LearningRate rate;
    private long taken;
    private long seen;

    Steps(TaggerNetwork network, int sentences) {
      LearningConfig training = config.training();
      this.network = network;
      this.sentences = sentences;
      // Batches never reach over the pools that are sorted together, which are whole batches.
      perEpoch = (sentences + training.batchSize() - 1) / training.batchSize();
      rate = LearningRate.of(training.rate(), (long) perEpoch * training.epochs());
    }

    Progress run(EpochSeed seed, List<TrainingSentence> shown) {
      LearningConfig training = config.training();
      int epoch = seed.epoch();
      network.seed(seed.of(Purpose.DROPOUT));
      long all = (long) sentences * training.epochs();
      double loss = 0;
      int step = 0;
      int seenInEpoch = 0;
      Progress progress = new Progress(epoch, training.epochs(), 0, perEpoch, 0, 0, seen, all);
      for (List<TrainingSentence> batch :
          EpochPlan.batches(shown, training.batchSize(), seed.random(Purpose.ORDER))) {
        double stepRate = rate.at(taken++);
        loss += network.step(batch, stepRate) * batch.size();
        seen += batch.size();
        seenInEpoch += batch.size();
        progress =
            new Progress(
                epoch,
                training.epochs(),
                ++step,
                perEpoch,
                loss / seenInEpoch,
                stepRate,
                seen,
                all);
        listener.stepped(progress);
      }
      return progress;
    }
  }
}
