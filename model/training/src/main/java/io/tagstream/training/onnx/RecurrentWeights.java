package io.tagstream.training.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All weights of a recurrent network, in the layout of torch. What the network computes of a row of
 * T tokens:
 *
 * <pre>
 * x[t] = [words[t] ; features[t,0] ; .. ; features[t,F-1] ; max over characters of
 *         relu(convolution of width 3)]
 * h    = forward LSTM layers over x           (T, H)
 * g    = backward LSTM layers over [x ; h]    (T, H)
 * tag logits[t] = slots([h[t] ; g[t]])        (T, K)
 * a    = softmax over t of query . tanh(projection([h[t] ; g[t]]))
 * class logits  = classes(sum over t of a[t] [h[t] ; g[t]])   (C)
 * </pre>
 *
 * <p>All forward layers come before the backward ones, so the forward state after a token depends
 * on nothing to the right of it. The attention is the additive one of Bahdanau et al. 2015.
 *
 * @param words word table; row 0 pads
 * @param features table of hashed affixes and shapes; row 0 stands for none
 * @param characters character table; row 0 pads and is zero
 * @param convolution character convolution [filters, 3 x character width]: the weights of the
 *     character before, the character itself, the one after
 * @param forward forward layers, the first reads x
 * @param backward backward layers, the first reads [x ; h]
 * @param slots slot head [K, 2H], or {@code null}
 * @param classes class head, or {@code null}
 */
public record RecurrentWeights(
    Matrix words,
    Matrix features,
    Matrix characters,
    Dense convolution,
    List<Lstm> forward,
    List<Lstm> backward,
    @Nullable Dense slots,
    @Nullable ClassHead classes) {

  public RecurrentWeights {
    forward = List.copyOf(forward);
    backward = List.copyOf(backward);
  }

  /**
   * y = weight x + bias.
   *
   * @param weight [out, in]
   * @param bias [out]
   */
  @SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
  public record Dense(Matrix weight, float[] bias) {}

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
  public record Lstm(Matrix input, Matrix recurrent, float[] inputBias, float[] recurrentBias) {
    /** Returns the number of hidden units H. */
    public int hiddenSize() {
      return recurrent.columns();
    }
  }

  /**
   * Attention over the tokens and a linear classifier.
   *
   * @param projection [attention width, 2H]
   * @param query [attention width]
   * @param classes [C, 2H]
   */
  @SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
  public record ClassHead(Dense projection, float[] query, Dense classes) {}

  /** Returns the number of hidden units H of a layer. */
  public int hiddenSize() {
    return forward.get(0).hiddenSize();
  }
}
