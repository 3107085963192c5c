package io.tagstream.training.network;

import org.bytedeco.pytorch.Tensor;

/**
 * What a pass through a recurrent network says of a batch.
 *
 * @param pass the pass
 * @param hidden its hidden states, float [T,B,hidden]
 * @param batch the sentences as tensors
 */
record RecurrentLogits(ForwardPass pass, Tensor hidden, Batch batch) implements BatchLogits {

  @Override
  public Tensor mask(int[] rows) {
    return batch.select(batch.mask(), rows);
  }

  @Override
  public Tensor tags(String head, int[] rows) {
    return pass.tagLogits(head, batch.select(hidden, rows), mask(rows));
  }

  @Override
  public Tensor classes(String head, int[] rows) {
    return pass.classLogitsOfWhole(head, rows, batch.select(hidden, rows), mask(rows));
  }
}
