package io.tagstream.training;

import io.tagstream.model.Text;
import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleWriter;
import io.tagstream.model.bundle.EncoderDescriptor;
import io.tagstream.model.decode.TagScheme;
import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.config.VectorsConfig;
import io.tagstream.training.data.LabelSets;
import io.tagstream.training.data.TrainingData;
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
 * @param encoder what it says of its encoder
 * @param vocabulary how many words, or pieces of them, have numbers of their own, in words
 * @param data what it learns from
 * @param command the command that trains it again
 * @param examples golden texts
 */
record BundleDraft(
    TrainConfig config,
    EncoderDescriptor encoder,
    String vocabulary,
    TrainingData data,
    String command,
    List<String> examples) {

  /**
   * Puts the bundle together; the same arguments give the same bytes.
   *
   * @param files what the network became
   */
  BundleFiles assemble(
      SortedMap<String, byte[]> files, SortedMap<String, Double> scores, String card) {
    Map<String, byte[]> contents = new TreeMap<>(files);
    contents.put(BundleFiles.MODEL_CARD, card.getBytes(StandardCharsets.UTF_8));
    return BundleWriter.assemble(
        config.bundle().name(),
        descriptor(scores),
        contents,
        examples.stream().map(Text::of).toList());
  }

  private BundleDescriptor descriptor(SortedMap<String, Double> scores) {
    TrainConfig.Bundle bundle = config.bundle();
    return new BundleDescriptor(
        BundleDescriptor.FORMAT_VERSION,
        bundle.name(),
        bundle.version(),
        bundle.description(),
        encoder,
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

  private BundleDescriptor.@Nullable VectorSource vectorSource() {
    VectorsConfig.Origin origin = config.pretrained();
    return origin == null
        ? null
        : new BundleDescriptor.VectorSource(origin.title(), origin.source(), origin.licence());
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
}
