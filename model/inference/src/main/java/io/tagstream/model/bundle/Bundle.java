package io.tagstream.model.bundle;

import io.tagstream.model.ModelId;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.TagDecoder;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A bundle whose files have been verified. Holds no native memory; its taggers do. Immutable. */
public final class Bundle {
  private final BundleFiles files;
  private final BundleDescriptor descriptor;
  private final ModelId id;
  private final @Nullable TagDecoder tagDecoder;
  private final @Nullable ClassDecoder classDecoder;

  private Bundle(
      BundleFiles files,
      BundleDescriptor descriptor,
      @Nullable TagDecoder tagDecoder,
      @Nullable ClassDecoder classDecoder) {
    this.files = files;
    this.descriptor = descriptor;
    this.tagDecoder = tagDecoder;
    this.classDecoder = classDecoder;
    id =
        new ModelId(
            descriptor.name(),
            descriptor.version(),
            Sha256.hex(files.read(BundleFiles.DESCRIPTOR)));
  }

  static Bundle verified(BundleFiles files) {
    BundleDescriptor descriptor = BundleJson.descriptor(files);
    BundleVerifier verifier = new BundleVerifier(files, descriptor);
    verifier.verifyFiles();
    verifier.verifyGraphs();
    verifier.verifyIdentity();
    verifier.verifyHeads();
    verifier.verifyLimits();
    verifier.verifyStream();
    return new Bundle(files, descriptor, verifier.tagDecoder(), verifier.classDecoder());
  }

  /** Returns what {@code bundle.json} says. */
  public BundleDescriptor descriptor() {
    return descriptor;
  }

  /** Returns the identity of the model. */
  public ModelId id() {
    return id;
  }

  /** Returns the files. */
  public BundleFiles files() {
    return files;
  }

  /**
   * Loads the model: the graph's tensors are checked against the descriptor, the golden examples
   * are tagged and compared, and rows made of them must give the same bits alone and in a batch; a
   * model that fails the last is not batched, which is logged.
   *
   * @return a tagger the caller closes
   * @throws BundleException if the graph does not load or fit, or a golden example comes out
   *     differently
   */
  public BundleTagger tagger() {
    GoldenExamples examples = GoldenExamples.read(files);
    BundleTagger tagger = untested();
    try {
      examples.verify(tagger);
      examples.probe(tagger);
      return tagger;
    } catch (RuntimeException e) {
      tagger.close();
      throw e;
    }
  }

  /** A tagger that has not shown yet that it says what it said when its bundle was written. */
  BundleTagger untested() {
    return new BundleTagger(
        id,
        EncoderOpener.of(descriptor).open(files, descriptor),
        tagDecoder,
        classDecoder,
        descriptor.limits().maxTokens(),
        descriptor.stream() == null
            ? OptionalInt.empty()
            : OptionalInt.of(descriptor.stream().rightContext()));
  }
}
