package io.tagstream.model.encoder;

/**
 * What the batches of an encoder cost and may hold; of these numbers rows are put together such
 * that all batches cost least.
 *
 * @param maxRows rows of a batch at most; more are not quicker, and take longer to distribute
 * @param maxPaddedTokens tokens of a batch at most, padding included, which bounds its memory; a
 *     longer row is a batch of its own
 * @param stepRows what one token of all rows costs besides the rows, in rows
 * @param batchTokens what a batch costs besides its tokens, in tokens of a row
 */
public record BatchCosts(int maxRows, int maxPaddedTokens, int stepRows, int batchTokens) {
  /**
   * Networks that read one token after the other. Measured on 160 hidden units: a token of all rows
   * takes 17 us and a row of it 9 us, a batch 70 us.
   */
  public static final BatchCosts RECURRENT = new BatchCosts(64, 4096, 2, 8);

  /**
   * Networks that read all tokens at once. Measured on 6 layers of 384 hidden units: a token takes
   * 0.25 ms, a batch 2 ms.
   */
  public static final BatchCosts TRANSFORMER = new BatchCosts(64, 4096, 0, 8);
}
