package io.tagstream.training.transformer;

import io.tagstream.training.network.Parameters;
import io.tagstream.training.transformer.weights.BertNames;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A linear layer, y = weight x + bias, of the last dimension.
 *
 * @param name what its parameters are called
 */
record Affine(String name) {

  /** Float [..,in] to [..,out]. */
  Tensor of(Tensor x, Parameters parameters) {
    return torch.linear(
        x,
        parameters.get(BertNames.weight(name)),
        new TensorOptional(parameters.get(BertNames.bias(name))));
  }
}
