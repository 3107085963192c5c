package io.tagstream.app.model;

import java.time.Duration;

/**
 * From when on an activation is to hold: as soon as all instances can know of it. A command that
 * took so long to the broker that it came too late is sent again with more time.
 */
final class EffectiveTimes {
  /** What a command may take to the broker, at first. */
  static final Duration MARGIN = Duration.ofMillis(500);

  /** How often a command is sent before the broker counts as too slow. */
  static final int ATTEMPTS = 4;

  private final Duration lead;

  /**
   * @param lead how long before it holds an activation must be known
   */
  EffectiveTimes(Duration lead) {
    this.lead = lead;
  }

  /** Returns the time for a command that is sent now, by this machine's clock. */
  long first(long nowMillis) {
    return nowMillis + lead.plus(MARGIN).toMillis();
  }

  /**
   * Returns the time for a command that is sent again.
   *
   * @param appendTime when the broker appended the last one, by its clock, which counts
   * @param attempt how often it was sent
   */
  long again(long appendTime, int attempt) {
    return appendTime + lead.plus(MARGIN.multipliedBy(1L << attempt)).toMillis();
  }
}
