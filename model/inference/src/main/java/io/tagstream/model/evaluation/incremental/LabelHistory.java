package io.tagstream.model.evaluation.incremental;

import io.tagstream.model.decode.TagSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a stream's tokens as they were said over time under an output delay. Of the last
 * tokens of the stream, as many as the delay, those of a span that began before have a label, the
 * others have none yet; every other token outside of the spans is said to be {@code O}. Owned by
 * one thread.
 */
final class LabelHistory {
  private final int delay;
  private final List<Integer> lengths = new ArrayList<>();
  private final List<List<Change>> changes = new ArrayList<>();

  /** Tokens before have a label that stays. */
  private int settled;

  /**
   * A token gets another label, or loses the one it had.
   *
   * @param step the event after which it does, from 0
   * @param label {@code B-label}, {@code I-label}, {@code O}, or {@code null} for none
   */
  record Change(int step, @Nullable String label) {}

  /**
   * Makes a history in which nothing has been said.
   *
   * @param delay tokens that must follow the first one of a span before it is said
   */
  LabelHistory(int delay) {
    this.delay = delay;
  }

  /**
   * Takes in what the model knows after an event.
   *
   * @param length tokens of the stream
   * @param ends whether nothing follows, and nothing is held back any more
   * @param spans the spans, in tokens of the stream
   * @param finalAfter spans that begin before it stay as they are
   */
  void add(int length, boolean ends, SpanFold spans, long finalAfter) {
    int step = lengths.size();
    lengths.add(length);
    while (changes.size() < length) {
      changes.add(new ArrayList<>(1));
    }
    int visible = ends ? length : Math.max(0, length - delay);
    int unsaid = visible;
    for (int token = settled; token < length; token++) {
      String label = spans.tag(token, visible);
      if (!Objects.equals(label, label(token))) {
        changes.get(token).add(new Change(step, label));
      }
      unsaid = label == null ? Math.min(unsaid, token) : unsaid;
    }
    settled = (int) Math.max(settled, Math.min(unsaid, finalAfter));
  }

  private @Nullable String label(int token) {
    List<Change> said = changes.get(token);
    return said.isEmpty() ? null : said.get(said.size() - 1).label();
  }

  /** Returns what was said of each token, in the order of time. */
  List<List<Change>> changes() {
    return changes;
  }

  /** Returns how many tokens had arrived after each event. */
  List<Integer> lengths() {
    return lengths;
  }

  /** Returns the last labels; {@code O} where there is none. */
  List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (int token = 0; token < changes.size(); token++) {
      labels.add(Objects.requireNonNullElse(label(token), TagSet.OUTSIDE));
    }
    return labels;
  }
}
