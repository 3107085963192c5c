package io.tagstream.model;

/**
 * What the encoder of a tagger has done so far, for metrics: totals that only grow. Tokens are
 * those the encoder read, right context read again included; a call that failed does not count.
 *
 * @param batches calls of the encoder
 * @param rows sentences, or stretches of streams, in all batches
 * @param tokens tokens of all rows
 * @param paddedTokens rows x tokens of the longest row, summed over the batches: what was computed
 * @param nanos nanoseconds spent in calls of the encoder, those of all threads added up
 */
public record EncoderWork(long batches, long rows, long tokens, long paddedTokens, long nanos) {
  /** Nothing done, or no encoder there. */
  public static final EncoderWork NONE = new EncoderWork(0, 0, 0, 0, 0);

  /** Returns what was done since an earlier time. */
  public EncoderWork minus(EncoderWork earlier) {
    return new EncoderWork(
        batches - earlier.batches,
        rows - earlier.rows,
        tokens - earlier.tokens,
        paddedTokens - earlier.paddedTokens,
        nanos - earlier.nanos);
  }

  /** Returns what two taggers have done together. */
  public EncoderWork plus(EncoderWork other) {
    return new EncoderWork(
        batches + other.batches,
        rows + other.rows,
        tokens + other.tokens,
        paddedTokens + other.paddedTokens,
        nanos + other.nanos);
  }
}
