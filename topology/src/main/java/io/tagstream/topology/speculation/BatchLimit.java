package io.tagstream.topology.speculation;

/**
 * How many texts a batch may have, so that none takes longer than a stream thread may be kept from
 * polling: with a slow model a full batch would take as long as all of its texts one after the
 * other. The number doubles with every full batch if two of them would have been quick enough;
 * after one that was not, it is as many as would have been. Guarded by the lock of the {@link
 * Backlog}.
 */
final class BatchLimit {
  /** Far below any sensible {@code max.poll.interval.ms}, and far above what a batch costs anew. */
  private static final long LONGEST_NANOS = 500_000_000;

  private static final int FIRST_TEXTS = 16;

  private final int mostTexts;
  private int texts;

  BatchLimit(int mostTexts) {
    this.mostTexts = mostTexts;
    this.texts = Math.min(FIRST_TEXTS, mostTexts);
  }

  int texts() {
    return texts;
  }

  /** Takes note of how long a batch took. */
  void took(int batchTexts, long nanos) {
    if (nanos > LONGEST_NANOS) {
      texts = Math.max(1, Math.min(texts, (int) (batchTexts * LONGEST_NANOS / nanos)));
    } else if (batchTexts >= texts && nanos < LONGEST_NANOS / 2) {
      texts = Math.min(2 * texts, mostTexts);
    }
  }
}
