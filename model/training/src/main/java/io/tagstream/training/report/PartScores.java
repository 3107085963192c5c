package io.tagstream.training.report;

import io.tagstream.model.evaluation.EvaluationReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a bundle does on one part of the data.
 *
 * @param part {@code dev} or {@code test}
 * @param set the data set, or an empty name for all of them together
 * @param open labels of spans that do not count, for the data set does not annotate them
 * @param asWritten scores on its sentences as they are
 * @param plain scores on the same in lower case without final punctuation
 * @param streams more scores where the sentences are turns of streams, or {@code null}
 */
public record PartScores(
    String part,
    String set,
    SortedSet<String> open,
    EvaluationReport asWritten,
    EvaluationReport plain,
    @Nullable StreamScores streams) {
  public PartScores {
    open = Collections.unmodifiableSortedSet(new TreeSet<>(open));
  }

  /** Scores on one part of all data sets. */
  public PartScores(String part, EvaluationReport asWritten, EvaluationReport plain) {
    this(part, "", Collections.emptySortedSet(), asWritten, plain, null);
  }

  /** A report and what people read above it. */
  public record Titled(String title, EvaluationReport report) {}

  /** Returns all reports. */
  public List<Titled> reports() {
    List<Titled> reports = new ArrayList<>();
    reports.add(new Titled(title(), asWritten));
    reports.add(new Titled(title() + ", lower case, no final punctuation", plain));
    if (streams != null) {
      reports.add(new Titled(title() + ", without carried state", streams.alone()));
      reports.add(new Titled(title() + ", unseen", streams.unseen()));
      reports.add(new Titled(title() + ", unseen, without carried state", streams.unseenAlone()));
    }
    return reports;
  }

  /** Returns whether these are the scores on all data sets together. */
  public boolean isOfAll() {
    return set.isEmpty();
  }

  /** Returns what the figures begin with, for example {@code dev} or {@code dev.btc}. */
  public String name() {
    return isOfAll() ? part : part + "." + set;
  }

  /** Returns what people read, for example {@code dev, btc (not counted: WORK)}. */
  public String title() {
    String title = isOfAll() ? part : part + ", " + set;
    return open.isEmpty() ? title : title + " (not counted: " + String.join(", ", open) + ")";
  }

  /** Returns the figures in percent by name, for example {@code dev.plain.slotF1}. */
  public SortedMap<String, Double> figures() {
    SortedMap<String, Double> figures = new TreeMap<>();
    put(name(), asWritten, figures);
    put(name() + ".plain", plain, figures);
    if (streams != null) {
      put(name() + ".alone", streams.alone(), figures);
      put(name() + ".unseen", streams.unseen(), figures);
      put(name() + ".unseen.alone", streams.unseenAlone(), figures);
    }
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
