package io.tagstream.topology.speculation;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Records of one partition that were polled and whose turn has not come yet, by rising offset.
 * Guarded by the lock of the {@link Backlog}.
 */
final class PolledTexts {
  private final Deque<Speculation> texts = new ArrayDeque<>();

  void add(Speculation text) {
    texts.addLast(text);
  }

  /** Takes out the first if it lies before an offset. */
  @Nullable Speculation removeBefore(long offset) {
    Speculation first = texts.peekFirst();
    return first != null && offsetOf(first) < offset ? texts.pollFirst() : null;
  }

  /** Takes out the last if it does not lie before an offset. */
  @Nullable Speculation removeFrom(long offset) {
    Speculation last = texts.peekLast();
    return last != null && offsetOf(last) >= offset ? texts.pollLast() : null;
  }

  /** Returns the first if it has an offset. */
  @Nullable Speculation firstAt(long offset) {
    Speculation first = texts.peekFirst();
    return first != null && offsetOf(first) == offset ? first : null;
  }

  private static long offsetOf(Speculation text) {
    return text.text.source().getOffset();
  }
}
