package io.tagstream.training.transformer;

import io.tagstream.training.network.Parameters;
import io.tagstream.training.transformer.weights.BertNames;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Layer norm of the last dimension (Ba et al. 2016): y = weight (x - mean) / sqrt(variance +
 * epsilon) + bias, where the variance is that of the numbers there are.
 *
 * @param name what its parameters are called
 * @param epsilon what is added to the variance
 */
record LayerNorm(String name, double epsilon) {

  /** Adds parameters that change nothing. */
  void initialize(int width, Parameters parameters) {
    float[] weight = new float[width];
    Arrays.fill(weight, 1);
    parameters.add(BertNames.weight(name), weight, width);
    parameters.add(BertNames.bias(name), new float[width], width);
  }

  /** Float [..,H] to the same. */
  Tensor of(Tensor x, Parameters parameters) {
    Tensor weight = parameters.get(BertNames.weight(name));
    Tensor bias = parameters.get(BertNames.bias(name));
    return torch.layer_norm(
        x,
        new long[] {weight.numel()},
        new TensorOptional(weight),
        new TensorOptional(bias),
        epsilon,
        /* cudnn_enable= */ true);
  }
}
