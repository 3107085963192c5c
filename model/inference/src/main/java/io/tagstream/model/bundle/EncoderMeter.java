package io.tagstream.model.bundle;

import io.tagstream.model.EncoderWork;
import java.util.concurrent.atomic.LongAdder;

/**
 * Adds up what an encoder does. Safe for use by several threads at once; what is read while they
 * work may have one number of a batch and not yet the other.
 */
final class EncoderMeter {
  private final LongAdder batches = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder tokens = new LongAdder();
  private final LongAdder paddedTokens = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private volatile EncoderWork notCounted = EncoderWork.NONE;

  /**
   * Adds a batch that was encoded.
   *
   * @param lengths tokens of each row
   */
  void add(int[] lengths, long nanosSpent) {
    int longest = 0;
    long all = 0;
    for (int length : lengths) {
      longest = Math.max(longest, length);
      all += length;
    }
    batches.increment();
    rows.add(lengths.length);
    tokens.add(all);
    paddedTokens.add((long) longest * lengths.length);
    nanos.add(nanosSpent);
  }

  /** Begins anew: what was added up to now does not count. */
  void restart() {
    notCounted = sums();
  }

  /** Returns what was added. */
  EncoderWork work() {
    return sums().minus(notCounted);
  }

  private EncoderWork sums() {
    return new EncoderWork(
        batches.sum(), rows.sum(), tokens.sum(), paddedTokens.sum(), nanos.sum());
  }
}
