package io.tagstream.topology.speculation;

import io.tagstream.topology.speculation.PolledText.Stage;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The records of one key whose turn has not come yet: each goes on from the state that the one
 * before leaves, so one at a time can be computed. Guarded by the lock of the {@link Backlog}.
 */
final class StreamChain {
  /** Those with an answer, and behind them the others. */
  private final Deque<PolledText> done = new ArrayDeque<>();

  private final Deque<PolledText> open = new ArrayDeque<>();
  private int version;

  /** Goes up when a prediction was wrong; what was begun before is worth nothing. */
  int version() {
    return version;
  }

  boolean isEmpty() {
    return done.isEmpty() && open.isEmpty();
  }

  /** Returns whether a record is the first whose turn will come. */
  boolean isFirst(PolledText text) {
    return (done.isEmpty() ? open : done).peekFirst() == text;
  }

  void add(PolledText text) {
    open.addLast(text);
  }

  void remove(PolledText text) {
    if (!done.remove(text)) {
      open.remove(text);
    }
  }

  /** Takes note that the first record without an answer has got one. */
  void advance() {
    done.addLast(open.removeFirst());
  }

  /**
   * Lets the first record without an answer go on from the last answer.
   *
   * @return that record, or null if it is being computed, has failed, or there is none
   */
  @Nullable PolledText goOn() {
    PolledText next = open.peekFirst();
    if (next == null || next.stage != Stage.WAITING || next.ready) {
      return null;
    }
    next.goOnFrom(done.peekLast());
    return next;
  }

  /**
   * Begins anew: the first record goes on from what lies in the store now.
   *
   * @return all records
   */
  Iterable<PolledText> reset() {
    version++;
    while (!done.isEmpty()) {
      open.addFirst(done.removeLast());
    }
    return open;
  }
}
