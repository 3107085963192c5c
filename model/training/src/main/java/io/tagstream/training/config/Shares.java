package io.tagstream.training.config;

/**
 * How many of the sentences are changed in an epoch, as shares in [0, 1]. {@code plain}, {@code
 * lower}, {@code upper} and {@code unpunctuated} exclude one another; together they are at most 1.
 *
 * @param swap with other words in their spans
 * @param within where these words come from
 * @param prefix of which only the first words are shown
 * @param plain in lower case and without final punctuation
 * @param lower in lower case
 * @param upper in capitals
 * @param unpunctuated without any punctuation
 */
public record Shares(
    double swap,
    SwapWithin within,
    double prefix,
    double plain,
    double lower,
    double upper,
    double unpunctuated) {
  /** Changes nothing. */
  public static final Shares NONE = new Shares(0, 0, 0, 0, 0, 0);

  /** Where the words of a span may come from. */
  public enum SwapWithin {
    /** All sentences of the data set. */
    DATA,
    /** Sentences of the same class. */
    CLASS
  }

  /** Shares with words from all of the data. */
  public Shares(
      double swap, double prefix, double plain, double lower, double upper, double unpunctuated) {
    this(swap, SwapWithin.DATA, prefix, plain, lower, upper, unpunctuated);
  }

  /** Returns the share of the sentences that are written in another way. */
  public double otherwiseWritten() {
    return plain + lower + upper + unpunctuated;
  }
}
