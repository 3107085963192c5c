package io.tagstream.training.report;

import io.tagstream.model.evaluation.EvaluationReport;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a training went, epoch by epoch.
 *
 * @param epochs the epochs in order; empty if none has ended
 */
public record TrainingHistory(List<Epoch> epochs) {
  public TrainingHistory {
    epochs = List.copyOf(epochs);
  }

  /**
   * An epoch.
   *
   * @param number from 1
   * @param loss mean loss of a sentence
   * @param rate learning rate of the last step
   * @param seconds how long it took, scoring of the dev sentences included
   * @param slotF1 F1 of the spans of the dev sentences in percent, or {@code null} without spans
   * @param classAccuracy accuracy of the classes of the dev sentences in percent, or {@code null}
   *     without classes
   * @param best whether it was better than all before
   */
  public record Epoch(
      int number,
      double loss,
      double rate,
      double seconds,
      @Nullable Double slotF1,
      @Nullable Double classAccuracy,
      boolean best) {

    /** Takes the scores out of a report on the dev sentences. */
    public static Epoch of(
        int number, double loss, double rate, double seconds, EvaluationReport dev, boolean best) {
      return new Epoch(
          number,
          loss,
          rate,
          seconds,
          dev.spans() == null ? null : Double.valueOf(dev.spans().f1()),
          dev.classes() == null ? null : Double.valueOf(dev.classes().accuracy()),
          best);
    }

    /**
     * What epochs are compared by: the mean of the F1 of the spans and the accuracy of the classes,
     * or the one there is.
     */
    public double score() {
      return Stream.of(slotF1, classAccuracy)
          .filter(Objects::nonNull)
          .mapToDouble(Double::doubleValue)
          .average()
          .orElse(0);
    }
  }

  /** Returns the epoch whose weights are kept: the last that was better than all before. */
  public @Nullable Epoch best() {
    return epochs.stream().filter(Epoch::best).reduce(null, (before, epoch) -> epoch);
  }

  /** Returns how long all epochs took. */
  public double seconds() {
    return epochs.stream().mapToDouble(Epoch::seconds).sum();
  }
}
