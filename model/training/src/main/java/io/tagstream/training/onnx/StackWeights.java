package io.tagstream.training.onnx;

import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import java.util.List;

/**
 * The recurrent layers, tokens x of a row in, hidden states out:
 *
 * <pre>
 * h = forward layers over x           (T, H)
 * g = backward layers over [x ; h]    (T, H)
 * hidden = [h ; g]                    (T, 2H), or h alone without backward layers
 * </pre>
 *
 * <p>All forward layers come before the backward ones, so the forward state after a token depends
 * on nothing to the right of it. With residual connections (He et al. 2016), what a layer reads is
 * added to what it says, from the second layer of a direction on.
 *
 * @param forward forward layers, the first reads x
 * @param backward backward layers, the first reads [x ; h]; may be none
 * @param residual whether there are residual connections
 */
public record StackWeights(List<Layer> forward, List<Layer> backward, boolean residual) {

  public StackWeights {
    forward = List.copyOf(forward);
    backward = List.copyOf(backward);
  }

  /**
   * A recurrent layer of G gates:
   *
   * <ul>
   *   <li>LSTM, long short-term memory with forget gates (Hochreiter &amp; Schmidhuber 1997; Gers
   *       et al. 2000), in the order input, forget, cell, output.
   *   <li>GRU, gated recurrent unit (Cho et al. 2014), in the order reset, update, new; reset
   *       multiplies the recurrent product of new, its bias included.
   *   <li>RNN (Elman 1990): the hyperbolic tangent of the one "gate".
   * </ul>
   *
   * @param cell kind of cell
   * @param input [G H, in], weights of the input
   * @param recurrent [G H, H], weights of the hidden state before
   * @param inputBias [G H]
   * @param recurrentBias [G H]
   */
  @SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
  public record Layer(
      Cell cell, Matrix input, Matrix recurrent, float[] inputBias, float[] recurrentBias) {
    /** Returns the number of hidden units H. */
    public int hiddenSize() {
      return recurrent.columns();
    }
  }

  /** Returns the kind of cell of all layers. */
  public Cell cell() {
    return forward.get(0).cell();
  }

  /** Returns the number of hidden units H of a layer. */
  public int hiddenSize() {
    return forward.get(0).hiddenSize();
  }

  /** Returns how many numbers stand for a token in what the first layers read, D. */
  public int wordWidth() {
    return forward.get(0).input().columns();
  }
}
