package io.tagstream.model.evaluation.incremental;

import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.TokenEvent;
import java.util.List;

/** Reads events of streams whose tokens are known, as labelled data are. */
@FunctionalInterface
public interface TokenStreamTagger {

  /**
   * Reads one event each of different streams.
   *
   * @return one step an event, in the order of {@code events}
   * @throws io.tagstream.model.TaggingException if one of the events cannot be read
   * @throws io.tagstream.model.ModelFailedException if the model fails whatever the event
   */
  List<StreamStep> readTokens(StreamRules rules, List<TokenEvent> events);
}
