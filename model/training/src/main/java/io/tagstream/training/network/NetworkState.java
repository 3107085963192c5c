package io.tagstream.training.network;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * All numbers of a network in training, its optimizer's among them: with them, it goes on as if it
 * had never stopped.
 *
 * @param tensors numbers by name, row by row; nobody changes them
 * @param counts steps by name
 */
public record NetworkState(SortedMap<String, float[]> tensors, SortedMap<String, Long> counts) {
  public NetworkState {
    tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /** Collects a state part by part. */
  public static final class Collector {
    private final SortedMap<String, Supplier<float[]>> tensors = new TreeMap<>();
    private final SortedMap<String, Long> counts = new TreeMap<>();

    /** Adds all numbers of a part. */
    public void add(String part, Parameters parameters) {
      parameters.names().forEach(name -> tensors.put(part + name, () -> parameters.values(name)));
    }

    /** Adds a number of steps. */
    public void add(String name, long count) {
      counts.put(name, count);
    }

    /** Returns the numbers as they are now. */
    public NetworkState state() {
      return numbers().state();
    }

    /** Returns what reads the numbers. */
    public NetworkNumbers numbers() {
      return new NetworkNumbers(tensors, counts);
    }
  }

  /** Puts the numbers of a part back. */
  public void restore(String part, Parameters parameters) {
    parameters.names().forEach(name -> parameters.set(name, found(part + name, tensors)));
  }

  public long count(String name) {
    return found(name, counts);
  }

  private static <V> V found(String name, SortedMap<String, V> values) {
    V value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "state: expected the numbers of '%s', found those of %s; restore the state of a network of the same parts"
              .formatted(name, values.keySet()));
    }
    return value;
  }
}
