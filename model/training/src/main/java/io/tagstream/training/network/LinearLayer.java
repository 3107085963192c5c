package io.tagstream.training.network;

import io.tagstream.training.onnx.Dense;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A linear layer, y = weight x + bias.
 *
 * @param name what its parameters are called
 * @param out numbers it makes
 * @param in numbers it reads
 */
record LinearLayer(String name, int out, int in) {

  void initialize(Parameters parameters, InitialValues values) {
    double bound = 1 / Math.sqrt(in);
    parameters.addWeight(weight(), values.uniform(out * in, bound), out, in);
    parameters.add(bias(), values.uniform(out, bound), out);
  }

  /** Applies the layer to the last dimension, float [..,in] to [..,out]. */
  Tensor of(Tensor x, Parameters parameters) {
    return torch.linear(x, parameters.get(weight()), new TensorOptional(parameters.get(bias())));
  }

  Dense read(Parameters parameters) {
    return new Dense(parameters.matrix(weight()), parameters.values(bias()));
  }

  private String weight() {
    return name + ".weight";
  }

  private String bias() {
    return name + ".bias";
  }
}
