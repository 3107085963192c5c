package io.tagstream.training.network;

import org.bytedeco.pytorch.Tensor;

/**
 * What {@link io.tagstream.training.onnx.RecurrentWeights} describes, on libtorch, tokens first.
 * All tensors live in the pointer scope of the caller.
 */
final class ForwardPass {
  private final NetworkParts parts;
  private final Parameters parameters;
  private final Dropout dropout;
  private final CarriedState state;

  /**
   * @param state what the forward layers begin with; afterwards, what they end with
   */
  ForwardPass(NetworkParts parts, Parameters parameters, Dropout dropout, CarriedState state) {
    this.state = state;
    this.parts = parts;
    this.parameters = parameters;
    this.dropout = dropout;
  }

  /** Hidden states of the trunk, float [T,B,hidden]. */
  Tensor hidden(Batch batch) {
    Tensor x = new LockedDropout(dropout.input()).of(parts.input().of(batch, parameters));
    LockedDropout between = new LockedDropout(dropout.layer());
    Tensor hidden = parts.stack().of(x, batch, parameters, between, state);
    return new LockedDropout(dropout.output()).of(hidden);
  }

  /**
   * Logits of the tags of a slot head, float [T,B,K].
   *
   * @param mask float [T,B,1]: 1 for tokens, 0 for padding
   */
  Tensor tagLogits(String head, Tensor hidden, Tensor mask) {
    SlotHead slots = parts.slotHead(head);
    Tensor classLogits =
        slots.reads() == null ? null : classLogits(slots.reads().head(), hidden, mask);
    return slots.logits(head, hidden, classLogits, parameters);
  }

  /**
   * Logits of the classes of a class head, float [B,C].
   *
   * @param mask float [T,B,1]: 1 for tokens, 0 for padding
   */
  Tensor classLogits(String head, Tensor hidden, Tensor mask) {
    return parts.classHead(head).logits(head, hidden, mask, parameters);
  }
}
