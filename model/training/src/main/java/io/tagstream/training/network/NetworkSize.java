package io.tagstream.training.network;

/**
 * How large a network is. Positive numbers all, but for the heads: 0 tags or classes mean none.
 *
 * @param wordRows rows of the word table
 * @param featureRows rows of the table of hashed affixes and shapes
 * @param characterRows rows of the character table
 * @param featureCount feature ids of a token, F
 * @param wordWidth numbers a word
 * @param featureWidth numbers a feature
 * @param characterWidth numbers a character
 * @param filters filters of the character convolution
 * @param hiddenSize hidden units of the forward and of the backward layer, H
 * @param attentionWidth width of the projection that attention is computed on
 * @param tagCount tags K
 * @param classCount classes C
 */
public record NetworkSize(
    int wordRows,
    int featureRows,
    int characterRows,
    int featureCount,
    int wordWidth,
    int featureWidth,
    int characterWidth,
    int filters,
    int hiddenSize,
    int attentionWidth,
    int tagCount,
    int classCount) {

  /** Returns how many numbers stand for a token before the recurrent layers. */
  int inputSize() {
    return wordWidth + featureCount * featureWidth + filters;
  }
}
