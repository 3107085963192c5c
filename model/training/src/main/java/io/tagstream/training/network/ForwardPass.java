package io.tagstream.training.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

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
    Tensor x = locked(dropout.input()).of("input", parts.input().of(batch, parameters));
    Tensor hidden = parts.stack().of(x, batch, parameters, locked(dropout.layer()), state);
    return locked(dropout.output()).of("output", hidden);
  }

  private LockedDropout locked(double share) {
    return new LockedDropout(share, state);
  }

  /** Keeps the hidden states of pieces for the classes, which are pooled over the whole turn. */
  void keep(Tensor hidden) {
    if (!parts.classes().isEmpty()) {
      state.keepHidden(hidden);
    }
  }

  /**
   * Logits of the classes of some rows, pooled over the pieces of their turns before as well, float
   * [rows,C]. The earlier hidden states are constants.
   *
   * @param rows positions of the rows
   * @param hidden their hidden states, float [T,rows,hidden]
   * @param mask float [T,rows,1]: 1 for tokens, 0 for padding
   */
  Tensor classLogitsOfWhole(String head, int[] rows, Tensor hidden, Tensor mask) {
    CarriedState.Masked earlier = state.earlierHidden(rows);
    return earlier == null
        ? classLogits(head, hidden, mask)
        : classLogits(
            head,
            torch.cat(new TensorVector(earlier.hidden(), hidden), 0),
            torch.cat(new TensorVector(earlier.mask(), mask), 0));
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
