package io.tagstream.model.bundle;

import io.tagstream.model.ModelId;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.SpanAggregator;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.encoder.Encoder;
import io.tagstream.model.encoder.OpenEncoder;
import io.tagstream.model.encoder.TextEncoder;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A bundle whose files have been verified. Holds no native memory; its taggers do. Immutable. */
public final class Bundle {
  private final BundleFiles files;
  private final BundleDescriptor descriptor;
  private final ModelId id;
  private final @Nullable TagDecoder tagDecoder;
  private final @Nullable SpanAggregator aggregator;
  private final @Nullable ClassDecoder classDecoder;

  private Bundle(
      BundleFiles files,
      BundleDescriptor descriptor,
      @Nullable TagDecoder tagDecoder,
      @Nullable SpanAggregator aggregator,
      @Nullable ClassDecoder classDecoder) {
    this.files = files;
    this.descriptor = descriptor;
    this.tagDecoder = tagDecoder;
    this.aggregator = aggregator;
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
    return new Bundle(
        files, descriptor, verifier.tagDecoder(), verifier.aggregator(), verifier.classDecoder());
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
    GoldenExamples examples =
        files.isForeign() ? GoldenExamples.none(files) : GoldenExamples.read(files);
    BundleTagger tagger = untested();
    try {
      Double agreement =
          descriptor.encoder() instanceof EncoderDescriptor.Transformer transformer
              ? transformer.agreement()
              : null;
      if (agreement == null) {
        examples.verify(tagger);
      } else {
        examples.verifyAgreement(tagger, agreement);
      }
      examples.probe(tagger);
      return tagger;
    } catch (RuntimeException | Error e) {
      tagger.close();
      throw e;
    }
  }

  /** A tagger that has not shown yet that it says what it said when its bundle was written. */
  BundleTagger untested() {
    OptionalInt rightContext =
        descriptor.stream() == null
            ? OptionalInt.empty()
            : OptionalInt.of(descriptor.stream().rightContext());
    OpenEncoder open = EncoderOpener.of(descriptor).open(files, descriptor);
    if (open instanceof Encoder encoder && descriptor.encoder().carriesState()) {
      return BundleTagger.recurrent(
          id, encoder, tagDecoder, classDecoder, descriptor.limits().maxTokens(), rightContext);
    }
    return BundleTagger.reading(
        id, reading(open), descriptor.heads().slots() != null, rightContext);
  }

  private TextReading reading(OpenEncoder open) {
    if (open instanceof TextEncoder texts) {
      return new WholeTextReading(texts, aggregator, classDecoder);
    }
    return new SentenceReading(
        (Encoder) open, tagDecoder, classDecoder, descriptor.limits().maxTokens(), false);
  }
}
