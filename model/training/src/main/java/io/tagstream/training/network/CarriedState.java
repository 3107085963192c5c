package io.tagstream.training.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a batch carry from one chunk of tokens to the next: the states that the forward
 * layers end with, the hidden states that a class is pooled over, and what dropout leaves out of
 * the row. All is kept as plain numbers: no gradient flows back through them, and nothing of the
 * chunk before stays in native memory. Of the rows of a chunk, those at the front go on in the
 * next. Used by one thread.
 */
final class CarriedState {
  private final boolean keeps;
  private final Map<String, List<float[]>> states = new HashMap<>();
  private final Map<String, float[]> masks = new HashMap<>();
  private final List<HiddenStates> hidden = new ArrayList<>();

  private CarriedState(boolean keeps) {
    this.keeps = keeps;
  }

  /** The hidden states of a chunk, [tokens,rows,width]. */
  @SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
  private record HiddenStates(float[] values, int tokens, int rows, int width) {}

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
   * @param rows rows B, at most as many as were kept
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

  /**
   * The mask that a row is multiplied by: drawn in its first chunk, the same in all others.
   *
   * @param place what is multiplied
   * @param rows rows B, at most as many as were drawn for
   * @param width numbers of a token n
   * @param drawn draws a mask
   * @return float [1,B,n]
   */
  Tensor mask(String place, int rows, int width, Supplier<Tensor> drawn) {
    if (!keeps) {
      return drawn.get();
    }
    float[] kept = masks.computeIfAbsent(place, unused -> Parameters.numbers(drawn.get()));
    return Tensor.create(Arrays.copyOf(kept, rows * width), 1, rows, width);
  }

  /** Keeps the hidden states of a chunk, float [T,B,hidden]. */
  void keepHidden(Tensor chunk) {
    if (keeps) {
      hidden.add(
          new HiddenStates(
              Parameters.numbers(chunk),
              Math.toIntExact(chunk.size(0)),
              Math.toIntExact(chunk.size(1)),
              Math.toIntExact(chunk.size(2))));
    }
  }

  /**
   * The hidden states of some rows in all chunks before, which none of them was shorter than.
   *
   * @param rows positions of the rows in the chunk at hand
   * @return float [tokens before,rows,hidden], or {@code null} in the first chunk
   */
  @Nullable Tensor earlierHidden(int[] rows) {
    if (hidden.isEmpty()) {
      return null;
    }
    int width = hidden.get(0).width();
    int tokens = hidden.stream().mapToInt(HiddenStates::tokens).sum();
    float[] earlier = new float[tokens * rows.length * width];
    int to = 0;
    for (HiddenStates chunk : hidden) {
      for (int token = 0; token < chunk.tokens(); token++) {
        for (int row : rows) {
          int from = (token * chunk.rows() + row) * width;
          System.arraycopy(chunk.values(), from, earlier, to, width);
          to += width;
        }
      }
    }
    return Tensor.create(earlier, tokens, rows.length, width);
  }
}
