package io.tagstream.training.onnx;

/** What makes numbers of the characters of a token. */
public sealed interface Spelling {

  /** The character table; row 0 pads and is zero. */
  Matrix characters();

  /**
   * The maximum over the characters of relu(convolution of width 3), and at least 0.
   *
   * @param characters character table
   * @param convolution [filters, 3 x character width]: the weights of the character before, the
   *     character itself, the one after
   */
  record Convolution(Matrix characters, Dense convolution) implements Spelling {}

  /**
   * The last hidden state of a layer that reads the characters forward, and that of one that reads
   * them backward (Lample et al. 2016); zeros for a token without characters.
   *
   * @param characters character table
   * @param forward LSTM layer, reads from the first character to the last
   * @param backward LSTM layer of the same size, reads from the last character to the first
   */
  record LastStates(Matrix characters, StackWeights.Layer forward, StackWeights.Layer backward)
      implements Spelling {}
}
