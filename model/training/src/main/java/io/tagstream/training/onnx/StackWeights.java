package io.tagstream.training.onnx;

import java.util.List;

/**
 * The recurrent layers, tokens x of a row in, hidden states out:
 *
 * <pre>
 * h = forward layers over x           (T, H)
 * g = backward layers over [x ; h]    (T, H)
 * hidden = [h ; g]                    (T, 2H)
 * </pre>
 *
 * <p>All forward layers come before the backward ones, so the forward state after a token depends
 * on nothing to the right of it.
 *
 * @param forward forward layers, the first reads x
 * @param backward backward layers, the first reads [x ; h]
 */
public record StackWeights(List<Layer> forward, List<Layer> backward) {

  public StackWeights {
    forward = List.copyOf(forward);
    backward = List.copyOf(backward);
  }

  /**
   * A layer of long short-term memory with forget gates (Hochreiter &amp; Schmidhuber 1997; Gers et
   * al. 2000). The gates stand in the order input, forget, cell, output.
   *
   * @param input [4H, in], weights of the input
   * @param recurrent [4H, H], weights of the hidden state before
   * @param inputBias [4H]
   * @param recurrentBias [4H]; torch keeps two biases, their sum counts
   */
  @SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
  public record Layer(Matrix input, Matrix recurrent, float[] inputBias, float[] recurrentBias) {
    /** Returns the number of hidden units H. */
    public int hiddenSize() {
      return recurrent.columns();
    }
  }

  /** Returns the number of hidden units H of a layer. */
  public int hiddenSize() {
    return forward.get(0).hiddenSize();
  }
}
