package io.tagstream.training.transformer;

/**
 * How well hidden pieces were named and pairs told apart.
 *
 * @param places hidden pieces
 * @param maskedLoss sum of their cross-entropies, in nats
 * @param maskedRight how many were named
 * @param rows rows
 * @param nextLoss sum of the cross-entropies of whether the second segment follows, in nats
 * @param nextRight for how many rows that was told
 */
public record PretrainingScores(
    long places, double maskedLoss, long maskedRight, long rows, double nextLoss, long nextRight) {
  /** Nothing is scored yet. */
  public static final PretrainingScores NONE = new PretrainingScores(0, 0, 0, 0, 0, 0);

  /** Returns the scores of both together. */
  public PretrainingScores plus(PretrainingScores other) {
    return new PretrainingScores(
        places + other.places,
        maskedLoss + other.maskedLoss,
        maskedRight + other.maskedRight,
        rows + other.rows,
        nextLoss + other.nextLoss,
        nextRight + other.nextRight);
  }

  /** Returns the mean cross-entropy of a hidden piece, in nats. */
  public double meanMaskedLoss() {
    return maskedLoss / Math.max(1, places);
  }

  /** Returns the perplexity of hidden pieces: among how many it is as good as a fair guess. */
  public double perplexity() {
    return Math.exp(meanMaskedLoss());
  }

  /** Returns the mean cross-entropy of whether the second segment follows, in nats. */
  public double meanNextLoss() {
    return nextLoss / Math.max(1, rows);
  }

  /** Returns how many of 100 hidden pieces were named. */
  public double maskedAccuracy() {
    return 100.0 * maskedRight / Math.max(1, places);
  }

  /** Returns of how many of 100 rows it was told whether the second segment follows. */
  public double nextAccuracy() {
    return 100.0 * nextRight / Math.max(1, rows);
  }
}
