package io.tagstream.topology.speculation;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Records of one partition that were polled and whose turn has not come yet, by rising offset.
 * Guarded by the lock of the {@link Backlog}.
 */
final class PolledPartition {
  /** Kafka Streams holds about {@code buffered.records.per.partition} and what one poll gives. */
  private static final int MOST_TEXTS = 10_000;

  /** None of so many records of earlier polls has come to the processor: none will. */
  private static final int STRAY_TEXTS = 3_000;

  private final Deque<PolledText> texts = new ArrayDeque<>();
  private boolean reached;

  void add(PolledText text) {
    texts.addLast(text);
  }

  /** Returns whether there are so many that more would not be worth their memory. */
  boolean isFull() {
    return texts.size() >= MOST_TEXTS;
  }

  /** Returns whether the records do not come to the processor. */
  boolean isStray() {
    return !reached && texts.size() >= STRAY_TEXTS;
  }

  /** Takes out the first if it lies before an offset. */
  @Nullable PolledText removeBefore(long offset) {
    PolledText first = texts.peekFirst();
    return first != null && offsetOf(first) < offset ? texts.pollFirst() : null;
  }

  /** Takes out the last if it does not lie before an offset. */
  @Nullable PolledText removeFrom(long offset) {
    PolledText last = texts.peekLast();
    return last != null && offsetOf(last) >= offset ? texts.pollLast() : null;
  }

  /** Returns the first if it has the offset of a record that has come to the processor. */
  @Nullable PolledText reach(long offset) {
    reached = true;
    PolledText first = texts.peekFirst();
    return first != null && offsetOf(first) == offset ? first : null;
  }

  /** Returns all, in the order of their turns. */
  Iterable<PolledText> texts() {
    return texts;
  }

  private static long offsetOf(PolledText text) {
    return text.record.source().getOffset();
  }
}
