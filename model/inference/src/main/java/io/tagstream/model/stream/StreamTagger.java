package io.tagstream.model.stream;

import io.tagstream.model.Tagger;
import java.util.List;
import java.util.OptionalInt;

/**
 * A tagger that can read on where a stream stopped. The cost of an event depends on its own length
 * and the rules, not on what came before. Safe for use by several threads at once.
 */
public interface StreamTagger extends Tagger {

  /**
   * Returns the right context R that the model was trained for, in tokens; empty if it was not
   * trained to carry its state on, and therefore reads no streams.
   */
  OptionalInt rightContext();

  /**
   * Reads one event each of different streams, in one batch where the model allows it. The result
   * of an event does not depend on the others, to the bit, and the same state and event give the
   * same step.
   *
   * @return one step an event, in the order of {@code events}
   * @throws io.tagstream.model.TaggingException if one of the events cannot be read, for example
   *     because its state was written by a model of another size
   * @throws io.tagstream.model.ModelFailedException if the model fails whatever the event
   * @throws UnsupportedOperationException if {@link #rightContext()} is empty
   */
  List<StreamStep> read(StreamRules rules, List<StreamEvent> events);

  /** Reads one event. */
  default StreamStep read(StreamRules rules, StreamEvent event) {
    return read(rules, List.of(event)).get(0);
  }
}
