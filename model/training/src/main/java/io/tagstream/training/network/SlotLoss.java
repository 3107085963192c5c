package io.tagstream.training.network;

import org.bytedeco.pytorch.Tensor;

/** What the training of a slot head makes small. */
interface SlotLoss {

  /**
   * The loss, summed over the sentences; a scalar that gradients flow through.
   *
   * @param logits float [T,B,K]; those of padding must not count
   * @param gold what they should be
   */
  Tensor of(Tensor logits, GoldTags gold);
}
