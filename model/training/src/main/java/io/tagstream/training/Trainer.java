package io.tagstream.training;

import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.model.evaluation.Evaluator;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.training.checkpoint.SentenceDigest;
import io.tagstream.training.checkpoint.TrainingDirectory;
import io.tagstream.training.checkpoint.TrainingIdentity;
import io.tagstream.training.config.LearningConfig.ClassWeighting;
import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.data.BundleHeads;
import io.tagstream.training.data.HeadLabels;
import io.tagstream.training.data.LabelSets;
import io.tagstream.training.data.SentenceEncoder;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.data.Vocabulary;
import io.tagstream.training.network.ClassHead;
import io.tagstream.training.network.ClassWeights;
import io.tagstream.training.network.LexiconTable;
import io.tagstream.training.network.NetworkParts;
import io.tagstream.training.network.SlotHead;
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
   * Trains, from the beginning or from where an earlier training was ended. The interruption is
   * watched for from when all is read: before that, the process may just end.
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
    PretrainedVectors vectors = vectors(data);
    RecurrentTokenizer tokenizer =
        Vocabulary.of(data.train(), config.network(), config.training().shares())
            .withLexicon(vectors == null ? null : vectors.lexicon());
    BundleDraft draft = new BundleDraft(config, tokenizer, data, command, examples);
    TrainingIdentity identity = identity(data, vectors);
    interruption.watch();
    try (TaggerNetwork network =
        new TaggerNetwork(
            parts(tokenizer, lexicon(vectors), data),
            config.training().optimization(),
            classWeights(data),
            config.training().seed())) {
      recorder.started(data, data.bundleLabels(), network.parameterCount());
      int best = loop(network, draft).run(directory, identity).number();
      return new Trained(draft, weights(network, data.heads()), best, network.parameterCount());
    }
  }

  private EpochLoop loop(TaggerNetwork network, BundleDraft draft) {
    TrainingData data = draft.data();
    return new EpochLoop(
        config.training(),
        network,
        steps(network, draft.tokenizer(), data),
        epoch -> draft.assemble(weights(network, data.heads()), new TreeMap<>(), unfinished(epoch)),
        bundle -> evaluate(bundle, data.dev()),
        recorder);
  }

  private EpochSteps steps(TaggerNetwork network, RecurrentTokenizer tokenizer, TrainingData data) {
    List<LearningSet> sets =
        data.sets().stream()
            .filter(set -> !set.train().isEmpty())
            .map(
                set ->
                    LearningSet.of(
                        set, config.training().shares(), config.training().streams().turns()))
            .toList();
    SentenceEncoder encoder = new SentenceEncoder(tokenizer, data.labels());
    return new EpochSteps(config.training(), network, encoder, sets, recorder, interruption);
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

  /** Tags sentences with a bundle, as the turns of their streams if they have any, and scores. */
  static EvaluationReport evaluate(BundleFiles bundle, List<LabelledSentence> sentences) {
    try (BundleTagger tagger = Bundles.open(bundle).tagger()) {
      return new Evaluator(tagger).evaluateStreams(sentences, sentence -> true);
    }
  }

  /** The slot head of the bundle may read the class head of the bundle, the others read none. */
  private NetworkParts parts(
      RecurrentTokenizer tokenizer, @Nullable LexiconTable lexicon, TrainingData data) {
    NetworkPlan plan = new NetworkPlan(config.network());
    HeadLabels labels = data.labels();
    BundleHeads heads = data.heads();
    Map<String, SlotHead> slots = new TreeMap<>();
    for (String head : labels.spans().keySet()) {
      String read = head.equals(heads.slots()) ? heads.classes() : null;
      LabelSets known = labels.of(new BundleHeads(head, read));
      slots.put(head, plan.slotHead(known, read == null ? "" : read));
    }
    Map<String, ClassHead> classes = new TreeMap<>();
    for (String head : labels.classes().keySet()) {
      classes.put(head, plan.classHead(labels.of(new BundleHeads(null, head))));
    }
    return new NetworkParts(
        plan.input(tokenizer).withLexicon(lexicon), config.network().stack(), slots, classes);
  }

  private ClassWeights classWeights(TrainingData data) {
    return config.training().classWeights() == ClassWeighting.NONE
        ? ClassWeights.NONE
        : ClassWeights.balanced(data.classCounts());
  }

  private static BundleDraft.Weights weights(TaggerNetwork network, BundleHeads heads) {
    return new BundleDraft.Weights(
        network.weights(heads.slots(), heads.classes()),
        heads.slots() == null ? null : network.crf(heads.slots()));
  }
}
