package io.tagstream.training.network;

import io.tagstream.training.onnx.StackWeights;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The recurrent part of a network: a forward layer, and a backward one that reads the tokens and
 * the forward states.
 *
 * @param hiddenSize hidden units of a layer, H
 */
public record RecurrentStack(int hiddenSize) {

  /** Returns how many numbers the heads read of a token. */
  int outputSize() {
    return 2 * hiddenSize;
  }

  void initialize(Parameters parameters, InitialValues values, int inputSize) {
    forward(inputSize).initialize(parameters, values);
    backward(inputSize).initialize(parameters, values);
  }

  /**
   * Hidden states.
   *
   * @param x what stands for each token, float [T,B,D]
   * @param batch the batch it was made of
   * @param between dropout of what one layer says to the next
   * @return float [T,B,2H]
   */
  Tensor of(Tensor x, Batch batch, Parameters parameters, LockedDropout between) {
    int inputSize = Math.toIntExact(x.size(2));
    Tensor h = forward(inputSize).of(x, parameters); // [T,B,H]
    Tensor below = cat(x, between.of(h)); // [T,B,D+H]
    Tensor g = batch.reversed(backward(inputSize).of(batch.reversed(below), parameters)); // [T,B,H]
    return cat(h, g);
  }

  StackWeights read(Parameters parameters, int inputSize) {
    return new StackWeights(
        List.of(forward(inputSize).read(parameters)),
        List.of(backward(inputSize).read(parameters)));
  }

  private RecurrentLayer forward(int inputSize) {
    return new RecurrentLayer("forward", inputSize, hiddenSize);
  }

  private RecurrentLayer backward(int inputSize) {
    return new RecurrentLayer("backward", inputSize + hiddenSize, hiddenSize);
  }

  private static Tensor cat(Tensor left, Tensor right) {
    return torch.cat(new TensorVector(left, right), 2);
  }
}
