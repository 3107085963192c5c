package io.tagstream.training.network;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * All numbers of a network in training, as {@link NetworkState} has them, but read tensor by
 * tensor: where a network is large there is no room for a copy of all.
 *
 * @param tensors what reads the numbers of each tensor, row by row, by name; good until the network
 *     takes another step or is closed
 * @param counts steps by name
 */
public record NetworkNumbers(
    SortedMap<String, Supplier<float[]>> tensors, SortedMap<String, Long> counts) {
  public NetworkNumbers {
    tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /** Returns the numbers of a state. */
  public static NetworkNumbers of(NetworkState state) {
    SortedMap<String, Supplier<float[]>> tensors = new TreeMap<>();
    state.tensors().forEach((name, numbers) -> tensors.put(name, () -> numbers));
    return new NetworkNumbers(tensors, state.counts());
  }

  /** Reads all of them. */
  public NetworkState state() {
    SortedMap<String, float[]> read = new TreeMap<>();
    tensors.forEach((name, numbers) -> read.put(name, numbers.get()));
    return new NetworkState(read, counts);
  }
}
