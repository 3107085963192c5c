package io.tagstream.local.bench;

import io.tagstream.model.ModelId;
import io.tagstream.model.Tagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamTagger;
import io.tagstream.topology.config.StreamMode;
import io.tagstream.topology.config.StreamSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens the model for each part anew, so that none profits from what another has read. Whoever asks
 * for a tagger closes it. Belongs to one thread.
 */
final class PartTaggers {
  private final Workload workload;
  private final StreamSettings streams;
  private final List<BenchEvent> events;

  /**
   * @param streams how the applications read streams
   * @param events what is measured on
   */
  PartTaggers(Workload workload, StreamSettings streams, List<BenchEvent> events) {
    this.workload = workload;
    this.streams = streams;
    this.events = events;
  }

  Tagger open() {
    return Bundles.open(workload.bundle()).tagger();
  }

  /** Opens the tagger of a part, which is none for Kafka alone. */
  Tagger open(Part part) {
    Tagger tagger = open();
    if (part != Part.KAFKA) {
      return tagger;
    }
    try (tagger) {
      StreamRules rules = rules(tagger);
      return rules == null
          ? IdleTagger.inPlaceOf(tagger.model())
          : IdleTagger.inPlaceOf(
              (StreamTagger) tagger, rules, events.stream().map(BenchEvent::text).toList());
    }
  }

  /** Returns which model it is. */
  ModelId model() {
    try (Tagger tagger = open()) {
      return tagger.model();
    }
  }

  /** Returns how the model reads streams, or null if the application knows none. */
  @Nullable StreamRules rules() {
    try (Tagger tagger = open()) {
      return rules(tagger);
    }
  }

  private @Nullable StreamRules rules(Tagger tagger) {
    StreamMode mode = workload.mode();
    if (!mode.keepsState()) {
      return null;
    }
    if (mode == StreamMode.UTTERANCE) {
      return StreamRules.utterances();
    }
    int trained = ((StreamTagger) tagger).rightContext().orElse(0);
    return new StreamRules(
        StreamRules.Mode.FRAGMENT, streams.rightContext().orElse(trained), streams.delay());
  }
}
