package io.tagstream.training.network;

import org.bytedeco.pytorch.Tensor;

/**
 * What a network says of a batch of T words of the longest row and B rows. All tensors live in the
 * pointer scope of the caller.
 */
public interface BatchLogits {

  /**
   * Which words of some rows are there.
   *
   * @param rows positions of the rows
   * @return float [T,rows,1]: 1 for words, 0 for padding
   */
  Tensor mask(int[] rows);

  /** Logits of the tags of some rows by a slot head, float [T,rows,K]. */
  Tensor tags(String head, int[] rows);

  /** Logits of the classes of some rows by a class head, float [rows,C]. */
  Tensor classes(String head, int[] rows);
}
