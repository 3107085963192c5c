package io.tagstream.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleWriter;
import io.tagstream.model.bundle.EncoderDescriptor;
import io.tagstream.model.decode.CrfParameters;
import io.tagstream.model.decode.TagScheme;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.config.VectorsConfig;
import io.tagstream.training.data.LabelSets;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.network.RecurrentStack;
import io.tagstream.training.onnx.RecurrentGraphWriter;
import io.tagstream.training.onnx.RecurrentGraphs;
import io.tagstream.training.onnx.RecurrentWeights;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a bundle but its weights, scores and model card.
 *
 * @param config the configuration of the training
 * @param tokenizer what makes numbers of words
 * @param data what it learns from
 * @param command the command that trains it again
 * @param examples golden texts
 */
record BundleDraft(
    TrainConfig config,
    RecurrentTokenizer tokenizer,
    TrainingData data,
    String command,
    List<String> examples) {

  /** Weights of a network and, if it has one, of the CRF of its slot head. */
  record Weights(RecurrentWeights network, @Nullable CrfParameters crf) {}

  /** Puts the bundle together; the same arguments give the same bytes. */
  BundleFiles assemble(Weights weights, SortedMap<String, Double> scores, String card) {
    Map<String, byte[]> contents = new TreeMap<>();
    RecurrentGraphs graphs =
        RecurrentGraphWriter.write(weights.network(), tokenizer.featureCount(), stream() != null);
    contents.put(BundleFiles.WORDS, graphs.words());
    contents.put(BundleFiles.MODEL, graphs.sentences());
    contents.put(BundleFiles.TOKENIZER, tokenizer.toJson());
    contents.put(BundleFiles.MODEL_CARD, card.getBytes(StandardCharsets.UTF_8));
    if (weights.crf() != null) {
      contents.put(BundleFiles.DECODER, json(weights.crf()));
    }
    return BundleWriter.assemble(config.bundle().name(), descriptor(scores), contents, examples);
  }

  private BundleDescriptor descriptor(SortedMap<String, Double> scores) {
    TrainConfig.Bundle bundle = config.bundle();
    return new BundleDescriptor(
        BundleDescriptor.FORMAT_VERSION,
        bundle.name(),
        bundle.version(),
        bundle.description(),
        encoder(),
        heads(),
        stream(),
        new BundleDescriptor.Limits(bundle.maxTokens()),
        new BundleDescriptor.Provenance(
            sources(), vectorSource(), bundle.licence(), config.training().seed(), command, scores),
        new TreeMap<>());
  }

  private BundleDescriptor.@Nullable Stream stream() {
    Integer rightContext = config.bundle().rightContext();
    return rightContext == null ? null : new BundleDescriptor.Stream(rightContext);
  }

  private EncoderDescriptor encoder() {
    RecurrentStack stack = config.network().stack();
    return new EncoderDescriptor.Recurrent(
        stack.cell(), stack.direction(), stack.layers(), stack.hiddenSize());
  }

  private BundleDescriptor.@Nullable VectorSource vectorSource() {
    VectorsConfig vectors = config.vectors();
    return vectors == null
        ? null
        : new BundleDescriptor.VectorSource(
            vectors.origin().title(), vectors.origin().source(), vectors.origin().licence());
  }

  private List<BundleDescriptor.DataSource> sources() {
    return data.sets().stream()
        .filter(set -> !set.train().isEmpty())
        .map(
            set ->
                new BundleDescriptor.DataSource(
                    set.set().origin().name(),
                    set.set().origin().source(),
                    set.set().origin().licence(),
                    set.train().size()))
        .toList();
  }

  /** Returns what the model can say. */
  LabelSets labels() {
    return data.bundleLabels();
  }

  private BundleDescriptor.Heads heads() {
    LabelSets labels = labels();
    return new BundleDescriptor.Heads(
        labels.spans().isEmpty()
            ? null
            : new BundleDescriptor.SlotHead(
                TagScheme.BIO, labels.spans(), config.network().heads().decoder()),
        labels.classes().isEmpty() ? null : new BundleDescriptor.ClassHead(labels.classes()));
  }

  private static byte[] json(CrfParameters crf) {
    try {
      return new ObjectMapper().writeValueAsBytes(crf);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a decoder is made of plain numbers", e);
    }
  }
}
