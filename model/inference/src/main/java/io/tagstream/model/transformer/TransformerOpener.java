package io.tagstream.model.transformer;

import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.EncoderDescriptor;
import io.tagstream.model.bundle.EncoderDescriptor.Arithmetic;
import io.tagstream.model.bundle.EncoderDescriptor.Transformer;
import io.tagstream.model.bundle.EncoderDescriptor.Unit;
import io.tagstream.model.bundle.EncoderOpener;
import io.tagstream.model.decode.TagScheme;
import io.tagstream.model.encoder.OpenEncoder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Opens the encoders of kind {@code transformer}. */
public final class TransformerOpener implements EncoderOpener {

  @Override
  public boolean opens(EncoderDescriptor encoder) {
    return encoder instanceof Transformer;
  }

  @Override
  public OpenEncoder open(BundleFiles files, BundleDescriptor descriptor) {
    Transformer encoder = (Transformer) descriptor.encoder();
    PieceTokenizer tokenizer = tokenizer(files);
    PieceGraph graph = null;
    try {
      PieceWindows windows = windows(files, tokenizer, encoder);
      graph =
          PieceGraph.open(
              files.location() + "/" + BundleFiles.MODEL,
              files.read(BundleFiles.MODEL),
              shape(descriptor, encoder, tokenizer));
      PieceModel model = new PieceModel(tokenizer, graph);
      boolean batches = encoder.arithmetic() == Arithmetic.FP32;
      return encoder.unit() == Unit.SENTENCE
          ? new TransformerEncoder(model, windows, batches)
          : new TransformerTexts(
              model, windows, encoder.maxPieces(), descriptor.heads().slots() != null, batches);
    } catch (RuntimeException | Error e) {
      close(graph);
      tokenizer.close();
      throw e;
    }
  }

  private static void close(@Nullable PieceGraph graph) {
    if (graph != null) {
      graph.close();
    }
  }

  private static PieceTokenizer tokenizer(BundleFiles files) {
    try {
      return PieceTokenizer.open(files.read(BundleFiles.TOKENIZER));
    } catch (IOException e) {
      throw bad(files.location() + "/" + BundleFiles.TOKENIZER + ": " + e.getMessage(), e);
    }
  }

  private static PieceWindows windows(
      BundleFiles files, PieceTokenizer tokenizer, Transformer encoder) {
    try {
      return new PieceWindows(tokenizer.single(), encoder.maxPieces(), encoder.overlap());
    } catch (IllegalArgumentException e) {
      throw bad(
          "%s/%s: encoder: %s; raise maxPieces, or lower overlap"
              .formatted(files.location(), BundleFiles.DESCRIPTOR, e.getMessage()),
          e);
    }
  }

  private static BundleException bad(String problem, Exception cause) {
    return BundleException.causedBy(cause, BundleException.Reason.BAD_TOKENIZER, problem);
  }

  private static PieceGraph.Shape shape(
      BundleDescriptor descriptor, Transformer encoder, PieceTokenizer tokenizer) {
    BundleDescriptor.SlotHead slots = descriptor.heads().slots();
    BundleDescriptor.ClassHead classes = descriptor.heads().classes();
    int tags = slots == null ? 0 : slots.labels().size();
    return new PieceGraph.Shape(
        slots != null && slots.tagScheme() == TagScheme.BIO ? 1 + 2 * tags : tags,
        classes == null ? 0 : classes.labels().size(),
        tokenizer.vocabularySize(),
        encoder.maxPieces(),
        tokenizer.padding());
  }
}
