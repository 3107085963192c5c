package io.tagstream.local.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.live.Outputs.Output;
import io.tagstream.local.live.Outputs.Place;
import java.util.List;
import java.util.Map;

/**
 * An application that reads again what another one has read.
 *
 * @param outputs what it says
 * @param instance the only one
 */
record Replay(Outputs outputs, LiveInstance instance) implements AutoCloseable {

  /**
   * Fails unless this says the same as the other application did, byte for byte, but for what that
   * one said provisionally.
   */
  void assertLike(Outputs first) {
    Map<Place, List<Output>> again = outputs.byPlace();
    assertThat(again.keySet()).isEqualTo(first.byPlace().keySet());
    first
        .byPlace()
        .forEach(
            (place, found) -> {
              if (!found.get(0).provisional()) {
                assertThat(again.get(place)).as("replay of " + place).isEqualTo(found);
              }
            });
  }

  /** Returns how many texts are tagged with another model than by the other application. */
  long countOfOtherModels(Outputs first) {
    return first.byPlace().keySet().stream()
        .filter(place -> !outputs.modelAt(place).equals(first.modelAt(place)))
        .count();
  }

  @Override
  public void close() {
    instance.close();
    outputs.close();
  }
}
