package io.tagstream.model.bundle;

import io.tagstream.model.bundle.BundleDescriptor.FileDigest;
import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.bundle.EncoderDescriptor.Arithmetic;
import io.tagstream.model.bundle.EncoderDescriptor.Transformer;
import io.tagstream.model.compact.CompactGraph;
import io.tagstream.model.compact.IntegerGraph;
import io.tagstream.model.compact.WeightStorage;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Makes bundles of others whose graph is smaller, or computes in integers. They have golden
 * examples of the same texts, and another version: the begin of the graph's SHA-256 where that was
 * the version, else the version with what was done to it.
 */
public final class CompactBundle {
  private final BundleFiles files;
  private final BundleDescriptor descriptor;
  private final GoldenExamples examples;

  /**
   * A bundle that was made.
   *
   * @param files its files, in memory
   * @param agreement the share of what the examples say, spans and classes, that both bundles say
   * @param compared how many spans and classes that is a share of
   */
  public record Compact(BundleFiles files, double agreement, int compared) {}

  /**
   * Takes a bundle.
   *
   * @param files the files of a bundle that opens
   * @throws BundleException if it does not, or has no golden examples
   */
  public CompactBundle(BundleFiles files) {
    this.files = files;
    descriptor = Bundles.open(files).descriptor();
    if (descriptor.encoder() instanceof Transformer transformer
        && transformer.arithmetic() == Arithmetic.INT8) {
      throw BundleException.of(
          Reason.BAD_GRAPH,
          files.location(),
          "a bundle that computes in single precision",
          "one that computes in integers",
          "take the bundle that it was made of");
    }
    examples = GoldenExamples.read(files);
  }

  /**
   * Stores the weights in another way. What the new bundle says is what its examples say.
   *
   * @throws BundleException if the graph cannot be read, has nothing to store in that way or is
   *     stored in another one already, or the model tags nothing
   */
  public Compact stored(WeightStorage storage) {
    Map<String, byte[]> contents = contents();
    contents.put(BundleFiles.MODEL, rewritten(graph -> CompactGraph.store(graph, storage)));
    contents.remove(BundleFiles.EXAMPLES);
    String numbers = storage.name().toLowerCase(Locale.ROOT);
    BundleDescriptor changed =
        storage == WeightStorage.FP32
            ? descriptor
            : changed(contents, "-weights-" + numbers, ", weights stored as " + numbers);
    return compared(BundleWriter.assemble(files.location(), changed, contents, examples.texts()));
  }

  /**
   * Has the model compute in integers. The examples stay what it says in single precision.
   *
   * @param agreement how much of that it must say as well in integers to serve, in (0, 1]
   * @throws BundleException if the encoder is no transformer, the graph has nothing to compute in
   *     integers, or what it says in them agrees less
   */
  public Compact integers(double agreement) {
    if (!(descriptor.encoder() instanceof Transformer transformer)) {
      throw BundleException.of(
          Reason.BAD_GRAPH,
          files.location(),
          "a transformer to compute in integers",
          descriptor.encoder().toString(),
          "leave it in single precision");
    }
    Map<String, byte[]> contents = contents();
    contents.put(BundleFiles.MODEL, rewritten(IntegerGraph::of));
    Transformer encoder =
        new Transformer(
            transformer.unit(),
            transformer.maxPieces(),
            transformer.overlap(),
            Arithmetic.INT8,
            agreement);
    BundleDescriptor changed =
        changed(contents, "-int8", ", computed in 8-bit integers").withEncoder(encoder);
    return compared(BundleWriter.assemble(files.location(), changed, contents));
  }

  /** The name stays, so the version and the description tell the bundles apart. */
  private BundleDescriptor changed(
      Map<String, byte[]> contents, String suffix, String description) {
    FileDigest before = Objects.requireNonNull(descriptor.files().get(BundleFiles.MODEL));
    FileDigest after = FileDigest.of(Objects.requireNonNull(contents.get(BundleFiles.MODEL)));
    boolean nobodyChose = descriptor.version().equals(before.version());
    String version = nobodyChose ? after.version() : descriptor.version() + suffix;
    BundleWriter.retitle(contents, descriptor, version);
    return descriptor.withVersion(version, descriptor.description() + description);
  }

  private Compact compared(BundleFiles made) {
    try (BundleTagger tagger = Bundles.open(made).tagger()) {
      GoldenExample.Agreement agreement = examples.agreement(tagger);
      return new Compact(made, agreement.share(), agreement.said() / 2);
    }
  }

  /** All files but the description, which is made anew. */
  private Map<String, byte[]> contents() {
    Map<String, byte[]> contents = new TreeMap<>();
    files.names().forEach(name -> contents.put(name, files.read(name)));
    contents.remove(BundleFiles.DESCRIPTOR);
    return contents;
  }

  /** What makes a graph of a graph. */
  private interface Rewriting {
    byte[] apply(byte[] graph) throws IOException;
  }

  private byte[] rewritten(Rewriting rewriting) {
    try {
      return rewriting.apply(files.read(BundleFiles.MODEL));
    } catch (IOException e) {
      throw BundleException.causedBy(
          e,
          Reason.BAD_GRAPH,
          "%s/%s: %s".formatted(files.location(), BundleFiles.MODEL, e.getMessage()));
    }
  }
}
