package io.tagstream.local.bench.swaps;

import java.time.Duration;

/**
 * When what is done for a swap, in milliseconds before the model takes over. A command must be
 * written so long before it that every record knows of it in time; before that the model must have
 * been prepared. Preparing works at other moments of the period each time, spread evenly, so that
 * what it costs falls on records near to an activation as often as on others.
 *
 * @param period from one swap to the next
 * @param lead how long before it holds an activation must have been written
 */
record SwapSchedule(Duration period, Duration lead) {
  /** What a command may take to the broker. */
  private static final long MARGIN_MILLIS = 500;

  /** What preparing may take. */
  private static final long PREPARATION_MILLIS = 1200;

  /** How long a model that was replaced stays: for records with earlier timestamps. */
  private static final long AFTERLIFE_MILLIS = 2000;

  /** Its multiples are spread evenly over the whole, however many there are. */
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  /** Returns when a model must be told to be prepared for a swap. */
  long prepareAt(int swap, long effectiveFrom) {
    double spread = (swap * GOLDEN) % 1;
    return activateAt(effectiveFrom) - PREPARATION_MILLIS - (long) (spread * period.toMillis());
  }

  /** Returns when it must be told to take over. */
  long activateAt(long effectiveFrom) {
    return effectiveFrom - lead.toMillis() - MARGIN_MILLIS;
  }

  /** Returns the first moment from which on a model can serve if it is told now. */
  long earliest(long now) {
    return now + lead.toMillis() + MARGIN_MILLIS;
  }

  /** Returns when the one it replaced can be retired. */
  long retireAt(long effectiveFrom) {
    return effectiveFrom + AFTERLIFE_MILLIS;
  }
}
