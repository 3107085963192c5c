package io.tagstream.training.report;

import io.tagstream.training.transformer.MaskedRow;
import java.util.List;

/**
 * How well hidden pieces are guessed by how often pieces occur, whatever stands beside them: what
 * an encoder has to be better than.
 *
 * @param hidden hidden pieces that are guessed, H
 * @param unknown how many of them stand for a word that the vocabulary has no pieces for: they are
 *     guessed easily, and say nothing
 * @param meanLoss mean cross-entropy of a hidden piece, in nats
 */
public record FrequencyGuess(long hidden, long unknown, double meanLoss) {

  /**
   * Guesses with the shares of pieces in texts, each counted once more than it occurs (Laplace).
   *
   * @param rows held-out rows
   * @param texts documents of sentences of pieces
   * @param vocabulary pieces of the vocabulary
   * @param unknown the piece of unknown words
   */
  public static FrequencyGuess of(
      List<MaskedRow> rows, List<List<int[]>> texts, int vocabulary, int unknown) {
    long[] counts = new long[vocabulary];
    long all = vocabulary;
    for (List<int[]> text : texts) {
      for (int[] sentence : text) {
        all += sentence.length;
        for (int piece : sentence) {
          counts[piece]++;
        }
      }
    }
    long hidden = 0;
    long unknowns = 0;
    double loss = 0;
    for (MaskedRow row : rows) {
      for (int piece : row.pieces()) {
        hidden++;
        unknowns += piece == unknown ? 1 : 0;
        loss -= Math.log((counts[piece] + 1.0) / all);
      }
    }
    return new FrequencyGuess(hidden, unknowns, loss / Math.max(1, hidden));
  }

  /** Returns the perplexity of the guess. */
  public double perplexity() {
    return Math.exp(meanLoss);
  }

  /** Returns how many of 100 hidden pieces are unknown. */
  public double unknownPercent() {
    return 100.0 * unknown / Math.max(1, hidden);
  }
}
