package io.tagstream.training.transformer;

import io.tagstream.training.network.InitialValues;
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

  /** Adds random parameters as BERT begins with them. */
  void initialize(int out, int in, Parameters parameters, InitialValues values) {
    parameters.addWeight(
        BertNames.weight(name), values.normal(out * in, Transformer.INITIAL_DEVIATION), out, in);
    parameters.add(BertNames.bias(name), new float[out], out);
  }

  /** Float [..,in] to [..,out]. */
  Tensor of(Tensor x, Parameters parameters) {
    return torch.linear(
        x,
        parameters.get(BertNames.weight(name)),
        new TensorOptional(parameters.get(BertNames.bias(name))));
  }
}
