package io.tagstream.schemas.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** A time that passes only in pauses and, if so told, when somebody looks at it. */
final class RecordedPace implements RegistryTransport.Pace {

  private final List<Duration> pauses = new ArrayList<>();
  private Iterator<Duration> looks = List.<Duration>of().iterator();
  private Duration now = Duration.ZERO;

  /** What passes before the first look, the second, and so on. */
  void passAtLooks(Stream<Duration> durations) {
    looks = durations.iterator();
  }

  List<Duration> pauses() {
    return pauses;
  }

  @Override
  public long nanoTime() {
    if (looks.hasNext()) {
      now = now.plus(looks.next());
    }
    return now.toNanos();
  }

  @Override
  public void pause(Duration duration) {
    pauses.add(duration);
    now = now.plus(duration);
  }
}
