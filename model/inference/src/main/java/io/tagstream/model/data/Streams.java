package io.tagstream.model.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts what tells its place in a stream together with the rest of the stream. */
public final class Streams {
  private Streams() {}

  /**
   * Returns the streams in the order of their first elements, and the elements of each in the order
   * of {@code seq}; those of the same place in the order they come in. What has no place is a
   * stream of its own.
   */
  public static <T> List<List<T>> of(List<T> elements, Function<T, @Nullable StreamPlace> place) {
    Map<Object, List<T>> streams = new LinkedHashMap<>();
    for (T element : elements) {
      StreamPlace found = place.apply(element);
      // An object of its own is equal to no key.
      Object key = found == null ? new Object() : found.key();
      streams.computeIfAbsent(key, unused -> new ArrayList<>()).add(element);
    }
    streams.values().stream()
        .filter(stream -> stream.size() > 1)
        .forEach(stream -> stream.sort(Comparator.comparingLong(each -> seq(place.apply(each)))));
    return List.copyOf(streams.values());
  }

  private static long seq(@Nullable StreamPlace place) {
    return place == null ? 0 : place.seq();
  }
}
