package io.tagstream.training.network;

import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.training.onnx.StackWeights;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The recurrent part of a network: forward layers, and backward ones that read the tokens and the
 * states of the last forward layer. {@link StackWeights} says what they compute.
 *
 * @param cell kind of cell
 * @param direction whether there are backward layers
 * @param layers layers of each direction, at least 1
 * @param residual whether what a layer reads is added to what it says, from the second layer of a
 *     direction on
 * @param hiddenSize hidden units of a layer, H
 */
public record RecurrentStack(
    Cell cell, Direction direction, int layers, boolean residual, int hiddenSize) {

  /** Returns how many numbers the heads read of a token. */
  int outputSize() {
    return direction == Direction.BIDIRECTIONAL ? 2 * hiddenSize : hiddenSize;
  }

  void initialize(Parameters parameters, InitialValues values, int inputSize) {
    forward(inputSize).forEach(layer -> layer.initialize(parameters, values));
    backward(inputSize).forEach(layer -> layer.initialize(parameters, values));
  }

  /**
   * Hidden states.
   *
   * @param x what stands for each token, float [T,B,D]
   * @param batch the batch it was made of
   * @param between dropout of what one layer says to the next
   * @param state what the forward layers begin with; afterwards, what they end with
   * @return float [T,B,2H], or [T,B,H] without backward layers
   */
  Tensor of(
      Tensor x, Batch batch, Parameters parameters, LockedDropout between, CarriedState state) {
    int inputSize = Math.toIntExact(x.size(2));
    Tensor h = through(forward(inputSize), x, parameters, between, state); // [T,B,H]
    if (direction == Direction.FORWARD) {
      return h;
    }
    Tensor below = batch.reversed(cat(x, between.of("backward.0", h))); // [T,B,D+H]
    CarriedState within = CarriedState.none();
    Tensor g =
        batch.reversed(through(backward(inputSize), below, parameters, between, within)); // [T,B,H]
    return cat(h, g);
  }

  private Tensor through(
      List<RecurrentLayer> stacked,
      Tensor x,
      Parameters parameters,
      LockedDropout between,
      CarriedState state) {
    Tensor values = stacked.get(0).of(x, parameters, state);
    for (RecurrentLayer layer : stacked.subList(1, stacked.size())) {
      Tensor said = layer.of(between.of(layer.name(), values), parameters, state);
      values = residual ? said.add(values) : said;
    }
    return values;
  }

  StackWeights read(Parameters parameters, int inputSize) {
    return new StackWeights(
        forward(inputSize).stream().map(layer -> layer.read(parameters)).toList(),
        backward(inputSize).stream().map(layer -> layer.read(parameters)).toList(),
        residual);
  }

  private List<RecurrentLayer> forward(int inputSize) {
    return layers("forward.", inputSize);
  }

  private List<RecurrentLayer> backward(int inputSize) {
    return direction == Direction.FORWARD ? List.of() : layers("backward.", inputSize + hiddenSize);
  }

  private List<RecurrentLayer> layers(String prefix, int inputSize) {
    return IntStream.range(0, layers)
        .mapToObj(
            layer ->
                new RecurrentLayer(
                    prefix + layer, cell, layer == 0 ? inputSize : hiddenSize, hiddenSize))
        .toList();
  }

  private static Tensor cat(Tensor left, Tensor right) {
    return torch.cat(new TensorVector(left, right), 2);
  }
}
