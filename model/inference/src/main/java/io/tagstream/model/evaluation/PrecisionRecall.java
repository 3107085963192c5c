package io.tagstream.model.evaluation;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Precision, recall and their harmonic mean, in percent. A ratio with nothing to count is 0, as in
 * {@code conlleval}.
 *
 * @param precision share of the predicted spans that are right
 * @param recall share of the gold spans that were found
 * @param f1 {@code 2 * precision * recall / (precision + recall)} (van Rijsbergen 1979)
 * @param gold number of gold spans
 * @param predicted number of predicted spans
 * @param correct number of predicted spans that are gold spans: same label, begin and end
 */
@JsonPropertyOrder({"precision", "recall", "f1", "gold", "predicted", "correct"})
public record PrecisionRecall(
    double precision, double recall, double f1, int gold, int predicted, int correct) {

  static PrecisionRecall of(int gold, int predicted, int correct) {
    return new PrecisionRecall(
        percent(correct, predicted),
        percent(correct, gold),
        // 2pr/(p+r) with p = correct/predicted and r = correct/gold, without rounding in between.
        percent(2 * correct, gold + predicted),
        gold,
        predicted,
        correct);
  }

  static double percent(int part, int whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
  }
}
