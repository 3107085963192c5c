package io.tagstream.local.bench;

import java.util.Locale;

/** How events are spread over keys. */
public enum KeyChoice {
  /** Every key is as likely. */
  UNIFORM,
  /** All events have the same key. */
  HOT,
  /** No event has a key. */
  NULL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
