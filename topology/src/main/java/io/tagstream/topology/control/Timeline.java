package io.tagstream.topology.control;

import io.tagstream.model.ModelId;
import java.util.ArrayList;
import java.util.List;

/**
 * Which model of a route a record gets, by its timestamp: that of the activation with the highest
 * {@code effectiveFrom} that is not after it; of several at the same time, that of the last
 * command. Immutable.
 */
public final class Timeline {
  /** In the order in which they hold; the first one holds for all times. */
  private final List<Activation> activations;

  private Timeline(List<Activation> activations) {
    this.activations = activations;
  }

  /** A timeline on which the configured bundle serves for ever. */
  static Timeline of(ModelId configured) {
    return new Timeline(List.of(Activation.configured(configured)));
  }

  /** Returns the timeline with one activation more. */
  Timeline with(Activation activation) {
    List<Activation> more = new ArrayList<>(activations);
    int place = more.size();
    while (more.get(place - 1).beats(activation)) {
      place--;
    }
    more.add(place, activation);
    return new Timeline(List.copyOf(more));
  }

  /**
   * Returns what holds for a record.
   *
   * @param timestamp of the record, in milliseconds since the epoch
   */
  public Activation at(long timestamp) {
    return activations.get(indexAt(timestamp));
  }

  /** Returns all activations, in the order in which they hold. */
  public List<Activation> activations() {
    return activations;
  }

  /** Returns what held before, in the order of time, for a record. */
  List<Activation> upTo(long timestamp) {
    return activations.subList(0, indexAt(timestamp) + 1);
  }

  /** Returns what is yet to come after a time. */
  public List<Activation> after(long timestamp) {
    return activations.subList(indexAt(timestamp) + 1, activations.size());
  }

  private int indexAt(long timestamp) {
    int low = 0;
    int high = activations.size();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (activations.get(middle).effectiveFrom() <= timestamp) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
