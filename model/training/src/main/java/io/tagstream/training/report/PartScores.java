package io.tagstream.training.report;

import io.tagstream.model.evaluation.EvaluationReport;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a bundle does on one part of the data.
 *
 * @param part {@code dev} or {@code test}
 * @param asWritten scores on its sentences as they are
 * @param plain scores on the same in lower case without final punctuation
 */
public record PartScores(String part, EvaluationReport asWritten, EvaluationReport plain) {

  /** Returns the figures in percent by name, for example {@code dev.plain.slotF1}. */
  public SortedMap<String, Double> figures() {
    SortedMap<String, Double> figures = new TreeMap<>();
    put(part, asWritten, figures);
    put(part + ".plain", plain, figures);
    return figures;
  }

  private static void put(String name, EvaluationReport report, SortedMap<String, Double> figures) {
    if (report.spans() != null) {
      figures.put(name + ".slotF1", report.spans().f1());
    }
    if (report.classes() != null) {
      figures.put(name + ".classAccuracy", report.classes().accuracy());
    }
  }

  /** Returns the same figures with two decimals. */
  public SortedMap<String, Double> rounded() {
    SortedMap<String, Double> rounded = figures();
    rounded.replaceAll((name, percent) -> Math.round(percent * 100) / 100.0);
    return rounded;
  }
}
