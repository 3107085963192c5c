package io.tagstream.model.bundle;

import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.bundle.EncoderDescriptor.Arithmetic;
import io.tagstream.model.bundle.EncoderDescriptor.Transformer;
import io.tagstream.model.compact.CompactGraph;
import io.tagstream.model.compact.IntegerGraph;
import io.tagstream.model.compact.WeightStorage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes bundles of others whose graph is smaller, or computes in integers. All have golden examples
 * from given texts.
 */
public final class CompactBundle {
  private final BundleFiles files;
  private final BundleDescriptor descriptor;
  private final List<String> exampleTexts;

  /**
   * Takes a bundle.
   *
   * @param files the files of a bundle that opens
   * @param exampleTexts texts to be checked whenever the new bundle is loaded
   */
  public CompactBundle(BundleFiles files, List<String> exampleTexts) {
    this.files = files;
    this.exampleTexts = List.copyOf(exampleTexts);
    descriptor = Bundles.open(files).descriptor();
  }

  /**
   * Stores the weights in another way. What the new bundle says is what its examples say.
   *
   * @throws BundleException if the graph cannot be read or the model tags nothing
   */
  public BundleFiles stored(WeightStorage storage) {
    Map<String, byte[]> contents = contents();
    contents.put(BundleFiles.MODEL, rewritten(graph -> CompactGraph.store(graph, storage)));
    return BundleWriter.assemble(files.location(), descriptor, contents, exampleTexts);
  }

  /**
   * Has the model compute in integers. The examples say what it says in single precision.
   *
   * @param agreement how much of that it must say as well in integers to serve, in (0, 1]
   * @throws BundleException if the encoder is no transformer, the graph has nothing to compute in
   *     integers, or what it says in them agrees less
   */
  public BundleFiles integers(double agreement) {
    if (!(descriptor.encoder() instanceof Transformer transformer)) {
      throw BundleException.of(
          Reason.BAD_GRAPH,
          files.location(),
          "a transformer to compute in integers",
          descriptor.encoder().toString(),
          "leave it in single precision");
    }
    byte[] integers = rewritten(IntegerGraph::of);
    BundleFiles single =
        BundleWriter.assemble(files.location(), descriptor, contents(), exampleTexts);
    Map<String, byte[]> contents = contents();
    contents.put(BundleFiles.MODEL, integers);
    contents.put(BundleFiles.EXAMPLES, single.read(BundleFiles.EXAMPLES));
    Transformer encoder =
        new Transformer(
            transformer.unit(),
            transformer.maxPieces(),
            transformer.overlap(),
            Arithmetic.INT8,
            agreement);
    BundleFiles made =
        BundleWriter.assemble(files.location(), descriptor.withEncoder(encoder), contents);
    Bundles.open(made).tagger().close();
    return made;
  }

  /** All files but the description and the examples, which are made anew. */
  private Map<String, byte[]> contents() {
    Map<String, byte[]> contents = new TreeMap<>();
    files.names().forEach(name -> contents.put(name, files.read(name)));
    contents.remove(BundleFiles.DESCRIPTOR);
    contents.remove(BundleFiles.EXAMPLES);
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
          files.location() + "/" + BundleFiles.MODEL,
          "a graph whose weights can be stored in another way",
          String.valueOf(e.getMessage()),
          "leave it as it is");
    }
  }
}
