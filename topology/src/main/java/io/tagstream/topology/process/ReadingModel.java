package io.tagstream.topology.process;

import io.tagstream.model.ModelId;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.StreamTagger;

/**
 * A model and the rules it reads streams by.
 *
 * @param tagger open as long as its lease
 */
record ReadingModel(StreamTagger tagger, StreamRules rules) {
  StreamStep read(StreamEvent event) {
    return tagger.read(rules, event);
  }

  ModelId id() {
    return tagger.model();
  }
}
