package io.tagstream.topology.tagging;

import io.tagstream.model.ModelId;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.StreamTagger;
import java.util.List;

/**
 * A model and the rules it reads streams by.
 *
 * @param tagger open as long as its lease
 */
record ReadingModel(StreamTagger tagger, StreamRules rules) {
  List<StreamStep> read(List<StreamEvent> events) {
    return tagger.read(rules, events);
  }

  ModelId id() {
    return tagger.model();
  }
}
