package io.tagstream.model.stream;

import java.util.List;

/**
 * Reads events of streams: a function of state and event, with no memory of its own.
 * Implementations are immutable and safe for use by several threads at once.
 */
public interface EventReader {

  /** Reads one event each of different streams; {@link StreamTagger#read} says how. */
  List<StreamStep> read(StreamRules rules, List<StreamEvent> events);

  /** Reads events whose tokens are known, by the same rules. */
  List<StreamStep> readTokens(StreamRules rules, List<TokenEvent> events);
}
