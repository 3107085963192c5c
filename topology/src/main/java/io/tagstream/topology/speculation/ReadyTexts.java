package io.tagstream.topology.speculation;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The records that a batch may be made of now, first polled first. Guarded by the lock of the
 * {@link Backlog}.
 */
final class ReadyTexts {
  private final SortedSet<PolledText> all = inOrder();

  /** The same; a task without any is left out. */
  private final IdentityHashMap<SpeculatedTask, SortedSet<PolledText>> byTask =
      new IdentityHashMap<>();

  private static SortedSet<PolledText> inOrder() {
    return new TreeSet<>(Comparator.comparingLong(text -> text.number));
  }

  int size() {
    return all.size();
  }

  int sizeOf(SpeculatedTask task) {
    SortedSet<PolledText> texts = byTask.get(task);
    return texts == null ? 0 : texts.size();
  }

  void add(PolledText text) {
    text.ready = true;
    all.add(text);
    byTask.computeIfAbsent(text.task, task -> inOrder()).add(text);
  }

  /** Takes a record out if it is in. */
  void remove(PolledText text) {
    if (text.ready) {
      text.ready = false;
      all.remove(text);
      byTask.computeIfPresent(
          text.task, (task, texts) -> texts.remove(text) && texts.isEmpty() ? null : texts);
    }
  }

  /**
   * Returns the first, which stays in.
   *
   * @param task whose it must be; any if null
   */
  @Nullable PolledText first(@Nullable SpeculatedTask task) {
    SortedSet<PolledText> texts = task == null ? all : byTask.get(task);
    return texts == null || texts.isEmpty() ? null : texts.first();
  }
}
