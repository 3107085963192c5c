package io.tagstream.topology.time;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Which timestamps are believed. Immutable and safe for use by several threads.
 *
 * @param maxAhead how far ahead of the clock a timestamp may lie
 * @param clock wall-clock time
 */
public record TimestampLimits(Duration maxAhead, InstantSource clock) {

  /** Returns whether a timestamp, in milliseconds since the epoch, is credible at this moment. */
  public boolean allow(long timestamp) {
    return timestamp >= 0 && timestamp <= latest();
  }

  /** Wall-clock time in milliseconds since the epoch. */
  public long now() {
    return clock.millis();
  }

  private long latest() {
    long latest = now() + maxAhead.toMillis();
    return latest < 0 ? Long.MAX_VALUE : latest;
  }
}
