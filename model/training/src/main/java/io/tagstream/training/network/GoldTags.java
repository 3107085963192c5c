package io.tagstream.training.network;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The right tags of the sentences that train one head: T tokens of the longest row of the batch, B
 * rows.
 *
 * @param tags ids of the tags, one array a row
 * @param mask float [T,B,1]: 1 for tokens, 0 for padding
 */
record GoldTags(List<int[]> tags, Tensor mask) {

  /** Returns the number of rows B. */
  int rows() {
    return tags.size();
  }

  /** Returns the number of tokens T. */
  int tokens() {
    return Math.toIntExact(mask.size(0));
  }
}
