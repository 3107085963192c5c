package io.tagstream.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Wall-clock time that passes only when told. Belongs to the test's thread. */
final class TestClock implements InstantSource {
  private Instant now;

  TestClock(Instant start) {
    this.now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration duration) {
    now = now.plus(duration);
  }
}
