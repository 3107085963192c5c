package io.tagstream.training;

import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.EncoderDescriptor;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.model.recurrent.WordFeatures;
import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.data.BundleHeads;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.data.Vocabulary;
import io.tagstream.training.network.LexiconTable;
import io.tagstream.training.network.NetworkHeads;
import io.tagstream.training.network.NetworkParts;
import io.tagstream.training.network.RecurrentStack;
import io.tagstream.training.network.TaggerNetwork;
import io.tagstream.training.network.TrainedNetwork;
import io.tagstream.training.onnx.RecurrentGraphWriter;
import io.tagstream.training.onnx.RecurrentGraphs;
import io.tagstream.training.vectors.PretrainedVectors;
import java.io.IOException;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A recurrent network in training. */
final class RecurrentModel implements ModelInTraining {
  private final TrainConfig config;
  private final BundleHeads heads;
  private final RecurrentTokenizer tokenizer;
  private final String pretrained;
  private final TaggerNetwork network;

  private RecurrentModel(
      TrainConfig config,
      BundleHeads heads,
      RecurrentTokenizer tokenizer,
      String pretrained,
      TaggerNetwork network) {
    this.config = config;
    this.heads = heads;
    this.tokenizer = tokenizer;
    this.pretrained = pretrained;
    this.network = network;
  }

  /**
   * Makes the network with random parameters.
   *
   * @throws IOException if pre-trained vectors cannot be read
   */
  static RecurrentModel of(TrainConfig config, TrainingData data) throws IOException {
    PretrainedVectors vectors =
        config.vectors() == null
            ? null
            : PretrainedVectors.read(config.vectors(), Vocabulary.forms(data.train()));
    RecurrentTokenizer tokenizer =
        Vocabulary.of(data.train(), config.network(), config.training().shares())
            .withLexicon(vectors == null ? null : vectors.lexicon());
    HeadPlan plan = HeadPlan.of(config, data);
    NetworkHeads heads = plan.heads();
    NetworkParts parts =
        new NetworkParts(
            new NetworkPlan(config.network())
                .input(tokenizer)
                .withLexicon(lexicon(config, vectors)),
            config.network().stack(),
            heads.slots(),
            heads.classes());
    TaggerNetwork network =
        new TaggerNetwork(
            parts, config.training().optimization(), plan.classWeights(), config.training().seed());
    return new RecurrentModel(
        config, data.heads(), tokenizer, vectors == null ? "none" : vectors.digest(), network);
  }

  private static @Nullable LexiconTable lexicon(
      TrainConfig config, @Nullable PretrainedVectors vectors) {
    return config.vectors() == null || vectors == null
        ? null
        : new LexiconTable(vectors.table(), config.vectors().width());
  }

  @Override
  public TrainedNetwork network() {
    return network;
  }

  @Override
  public Function<String, WordIds> words() {
    return new WordFeatures(tokenizer)::ids;
  }

  @Override
  public EncoderDescriptor encoder() {
    RecurrentStack stack = config.network().stack();
    return new EncoderDescriptor.Recurrent(
        stack.cell(), stack.direction(), stack.layers(), stack.hiddenSize());
  }

  @Override
  public String vocabulary() {
    return String.format(Locale.ROOT, "%,d words with a row", tokenizer.wordRows());
  }

  @Override
  public String pretrained() {
    return pretrained;
  }

  @Override
  public SortedMap<String, byte[]> files() {
    RecurrentGraphs graphs =
        RecurrentGraphWriter.write(
            network.weights(heads.slots(), heads.classes()),
            tokenizer.featureCount(),
            config.bundle().rightContext() != null);
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(BundleFiles.WORDS, graphs.words());
    files.put(BundleFiles.MODEL, graphs.sentences());
    files.put(BundleFiles.TOKENIZER, tokenizer.toJson());
    DecoderFile.put(network, heads, files);
    return files;
  }

  @Override
  public void close() {
    network.close();
  }
}
