package io.tagstream.training.onnx;

import org.jspecify.annotations.Nullable;

/**
 * All weights of a recurrent network, in the layout of torch. A row of T tokens passes through the
 * parts in their order here; each says what it computes.
 *
 * @param input what stands for a token
 * @param stack the recurrent layers
 * @param slots slot head, or {@code null}
 * @param classes class head, or {@code null}
 */
public record RecurrentWeights(
    InputWeights input,
    StackWeights stack,
    @Nullable SlotHeadWeights slots,
    @Nullable ClassHeadWeights classes) {

  public RecurrentWeights {
    if (slots != null && slots.classes() != null && classes == null) {
      throw new IllegalArgumentException(
          "classes: expected the class head that the slot head reads, found none");
    }
  }
}
