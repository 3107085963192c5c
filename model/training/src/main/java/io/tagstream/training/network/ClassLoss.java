package io.tagstream.training.network;

import org.bytedeco.pytorch.Tensor;

/** What the training of a class head makes small. */
interface ClassLoss {

  /**
   * The mean loss of a sentence; a scalar that gradients flow through.
   *
   * @param logits float [B,C]
   * @param labels int64 [B], the right classes
   */
  Tensor of(Tensor logits, Tensor labels);
}
