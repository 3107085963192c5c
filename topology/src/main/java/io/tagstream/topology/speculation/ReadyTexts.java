package io.tagstream.topology.speculation;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The records that a batch may be made of now, first polled first. Guarded by the lock of the
 * {@link Backlog}.
 */
final class ReadyTexts {
  /** Them, and some that were: to search for one would take long. */
  private final PriorityQueue<Speculation> queue =
      new PriorityQueue<>(Comparator.comparingLong((Speculation text) -> text.number));

  private int size;

  int size() {
    return size;
  }

  void add(Speculation text) {
    text.ready = true;
    size++;
    queue.add(text);
  }

  /** Takes a record out if it is in. */
  void remove(Speculation text) {
    if (text.ready) {
      text.ready = false;
      size--;
    }
  }

  /** Returns the first, which stays in. */
  @Nullable Speculation first() {
    Speculation first = queue.peek();
    while (first != null && !first.ready) {
      queue.remove();
      first = queue.peek();
    }
    return first;
  }
}
