package io.tagstream.topology.state;

import io.tagstream.model.stream.StreamRules;

/**
 * What is remembered of a stream besides what its model remembers.
 *
 * @param timestamp highest timestamp applied, in milliseconds since the epoch
 * @param gap whether an event became a dead letter since the last output
 * @param provisional whether an output of the stream was made by a model that a replay might not
 *     choose, so that all that follows may differ in a replay
 * @param generation offset of the first event
 * @param lastOffset offset of the last event applied; for people, it filters nothing
 * @param rules how the stream is read
 * @param modelDigest digest of the model that wrote the state
 */
public record StreamHeader(
    long timestamp,
    boolean gap,
    boolean provisional,
    long generation,
    long lastOffset,
    StreamRules rules,
    String modelDigest) {

  /** Returns whether a model that reads by some rules can read on here as if it had written it. */
  public boolean fits(String digest, StreamRules otherRules) {
    return modelDigest.equals(digest) && rules.equals(otherRules);
  }
}
