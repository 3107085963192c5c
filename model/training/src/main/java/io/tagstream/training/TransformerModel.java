package io.tagstream.training;

import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.EncoderDescriptor;
import io.tagstream.model.recurrent.WordIds;
import io.tagstream.model.transformer.PieceTokenizer;
import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.config.TrainConfigException;
import io.tagstream.training.config.TransformerConfig;
import io.tagstream.training.data.BundleHeads;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.network.TrainedNetwork;
import io.tagstream.training.onnx.TransformerGraphWriter;
import io.tagstream.training.transformer.TransformerNetwork;
import io.tagstream.training.transformer.TransformerParts;
import io.tagstream.training.transformer.source.PretrainedEncoder;
import io.tagstream.training.transformer.weights.TransformerShape;
import java.io.IOException;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** A transformer that is fine-tuned. */
final class TransformerModel implements ModelInTraining {
  private final TransformerConfig config;
  private final int longestRow;
  private final BundleHeads heads;
  private final PieceTokenizer tokenizer;
  private final String pretrained;
  private final TransformerNetwork network;

  private TransformerModel(
      TransformerConfig config,
      int longestRow,
      BundleHeads heads,
      PieceTokenizer tokenizer,
      String pretrained,
      TransformerNetwork network) {
    this.config = config;
    this.longestRow = longestRow;
    this.heads = heads;
    this.tokenizer = tokenizer;
    this.pretrained = pretrained;
    this.network = network;
  }

  /**
   * Makes the network with the weights of an encoder that was trained before, and random heads.
   *
   * @throws IOException if the encoder cannot be read
   */
  static TransformerModel of(TrainConfig config, TransformerConfig transformer, TrainingData data)
      throws IOException {
    Libtorch.require(transformer.tuning().device());
    PretrainedEncoder encoder = PretrainedEncoders.read(transformer.origin());
    verify(transformer, encoder.weights().shape());
    int longestRow = transformer.longestRow(encoder.weights().shape().positions());
    PieceTokenizer tokenizer = PieceTokenizer.open(encoder.tokenizerJson());
    try {
      return new TransformerModel(
          transformer,
          longestRow,
          data.heads(),
          tokenizer,
          encoder.digest(),
          network(config, transformer, longestRow, encoder, tokenizer, HeadPlan.of(config, data)));
    } catch (RuntimeException | Error e) {
      tokenizer.close();
      throw e;
    }
  }

  private static TransformerNetwork network(
      TrainConfig config,
      TransformerConfig transformer,
      int longestRow,
      PretrainedEncoder encoder,
      PieceTokenizer tokenizer,
      HeadPlan plan) {
    return new TransformerNetwork(
        new TransformerParts(
            encoder.weights().shape(),
            plan.heads(),
            tokenizer.single(),
            longestRow,
            tokenizer.unknown()),
        encoder.weights(),
        config.training().optimization(),
        transformer.tuning(),
        plan.classWeights(),
        config.training().seed());
  }

  private static void verify(TransformerConfig config, TransformerShape shape) {
    if (config.tuning().frozenLayers() > shape.layers()) {
      throw new TrainConfigException(
          "training.frozen.layers: expected at most %d, as many layers as %s has, found %d; lower it"
              .formatted(shape.layers(), config.origin().title(), config.tuning().frozenLayers()));
    }
  }

  @Override
  public TrainedNetwork network() {
    return network;
  }

  /** The pieces of a word are the rows of its lexicon. */
  @Override
  public Function<String, WordIds> words() {
    return word -> new WordIds(0, new int[0], new int[0], tokenizer.pieces(word));
  }

  @Override
  public EncoderDescriptor encoder() {
    return new EncoderDescriptor.Transformer(
        EncoderDescriptor.Unit.SENTENCE, longestRow, longestRow / 4);
  }

  @Override
  public String vocabulary() {
    return String.format(Locale.ROOT, "%,d pieces of words", tokenizer.vocabularySize());
  }

  @Override
  public String pretrained() {
    return pretrained;
  }

  @Override
  public SortedMap<String, byte[]> files() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(
        BundleFiles.MODEL,
        TransformerGraphWriter.write(
            network.weights(heads.slots(), heads.classes()), config.storage()));
    files.put(BundleFiles.TOKENIZER, tokenizer.toJson());
    DecoderFile.put(network, heads, files);
    return files;
  }

  @Override
  public void close() {
    network.close();
    tokenizer.close();
  }
}
