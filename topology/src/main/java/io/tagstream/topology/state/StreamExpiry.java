package io.tagstream.topology.state;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a stream is over without having been ended: when more than the time to live has passed since
 * the highest timestamp applied, by the stream time of the task. So a replay decides alike.
 *
 * @param timeToLive {@code tagstream.state.ttl}
 * @param streamTime highest timestamp the task has seen, in milliseconds since the epoch
 */
record StreamExpiry(Duration timeToLive, LongSupplier streamTime) {

  /** Returns whether a stream is over. */
  boolean isOver(long highestTimestamp) {
    return streamTime.getAsLong() - highestTimestamp > timeToLive.toMillis();
  }
}
