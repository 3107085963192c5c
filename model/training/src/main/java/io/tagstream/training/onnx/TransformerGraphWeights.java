package io.tagstream.training.onnx;

import io.tagstream.training.transformer.weights.TransformerWeights;
import org.jspecify.annotations.Nullable;

/**
 * All weights of a transformer with heads, in the layout of torch.
 *
 * @param encoder the transformer
 * @param slots slot head over the hidden numbers of each piece, or {@code null}
 * @param classes class head over those of all pieces of a row, or {@code null}
 */
public record TransformerGraphWeights(
    TransformerWeights encoder,
    @Nullable SlotHeadWeights slots,
    @Nullable ClassHeadWeights classes) {}
