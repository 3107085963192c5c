package io.tagstream.model.bundle;

import io.tagstream.model.ModelId;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.encoder.Encoder;
import io.tagstream.model.recurrent.RecurrentEncoder;
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
    verifier.verifyIdentity();
    verifier.verifyHeads();
    verifier.verifyLimits();
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
   * are tagged and compared, and one by one they must give the same bits as in a batch; a model
   * that fails the last is not batched, which is logged.
   *
   * @return a tagger the caller closes
   * @throws BundleException if the graph does not load or fit, or a golden example comes out
   *     differently
   */
  public BundleTagger tagger() {
    return tagger(Bundle::encoder);
  }

  /** The same with another way to make the encoder. */
  BundleTagger tagger(EncoderOpener opener) {
    GoldenExamples examples = GoldenExamples.read(files);
    BundleTagger tagger = untested(opener);
    try {
      examples.verify(tagger);
      tagger.probeBatching(examples.texts());
      return tagger;
    } catch (RuntimeException e) {
      tagger.close();
      throw e;
    }
  }

  /** A tagger that has not shown yet that it says what it said when its bundle was written. */
  BundleTagger untested(EncoderOpener opener) {
    return new BundleTagger(
        id,
        opener.open(files, descriptor),
        tagDecoder,
        classDecoder,
        descriptor.limits().maxTokens());
  }

  static Encoder encoder(BundleFiles files, BundleDescriptor descriptor) {
    return RecurrentEncoder.open(files, descriptor);
  }
}
