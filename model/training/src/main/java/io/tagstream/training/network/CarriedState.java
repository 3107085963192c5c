package io.tagstream.training.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The states of the forward layers where one chunk of tokens ends and the next begins. They are
 * kept as plain numbers: no gradient flows back through them, and nothing of the chunk before stays
 * in native memory. Used by one thread.
 */
final class CarriedState {
  private final boolean keeps;
  private final Map<String, List<float[]>> states = new HashMap<>();

  private CarriedState(boolean keeps) {
    this.keeps = keeps;
  }

  /** A state that is zero and stays so: every row is whole. */
  static CarriedState none() {
    return new CarriedState(false);
  }

  /** A state that begins as zero and is carried from chunk to chunk. */
  static CarriedState fromZero() {
    return new CarriedState(true);
  }

  /**
   * The state that a layer begins with, zero if nothing was kept.
   *
   * @param layer name of the layer
   * @param rows rows B, at most as many as were kept; those at the front go on
   * @param hiddenSize H
   * @param part 0 for the hidden state, 1 for the cell
   * @return float [1,B,H]
   */
  Tensor initial(String layer, int rows, int hiddenSize, int part) {
    List<float[]> kept = states.get(layer);
    return kept == null
        ? torch.zeros(1, rows, hiddenSize)
        : Tensor.create(Arrays.copyOf(kept.get(part), rows * hiddenSize), 1, rows, hiddenSize);
  }

  /** Keeps the state that a layer ends with, each part float [1,B,H]. */
  void keep(String layer, Tensor... parts) {
    if (keeps) {
      states.put(layer, Arrays.stream(parts).map(Parameters::numbers).toList());
    }
  }
}
