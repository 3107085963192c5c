package io.tagstream.training.onnx;

/**
 * What stands for a token t before the recurrent layers:
 *
 * <pre>
 * x[t] = [words[t] ; features[t,0] ; .. ; features[t,F-1] ; spelling of t]
 * </pre>
 *
 * @param words word table; row 0 pads
 * @param features table of hashed affixes and shapes; row 0 stands for none
 * @param spelling what is made of the characters of a token
 */
public record InputWeights(Matrix words, Matrix features, Spelling spelling) {

  /**
   * The maximum over the characters of relu(convolution of width 3).
   *
   * @param characters character table; row 0 pads and is zero
   * @param convolution [filters, 3 x character width]: the weights of the character before, the
   *     character itself, the one after
   */
  public record Spelling(Matrix characters, Dense convolution) {}
}
