package io.tagstream.topology;

import io.tagstream.model.stream.StreamStateException;
import io.tagstream.schemas.fold.TagFoldException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a stream thread that fails for a reason other than one event: it is replaced, so
 * that processing goes on where it was last committed and nothing is skipped, for as long as a
 * registry or broker is away. Failures in quick succession are answered after a growing pause, so
 * that an outage is not met with a storm of rebalances. An {@link Error} (no memory, a broken
 * native library), a wrong setting, a state that another version wrote or tagged texts that do not
 * follow from each other end the client instead: none passes by itself.
 *
 * <p>Called by failing stream threads, one at a time or several at once.
 */
public final class StreamsFailurePolicy implements StreamsUncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(StreamsFailurePolicy.class);

  /** Waits on behalf of the failing thread. */
  @FunctionalInterface
  public interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** Failures further apart than this have nothing to do with each other. */
  private static final Duration CALM = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final Pause pause;
  private Instant lastFailure = Instant.MIN;
  private Duration nextPause = FIRST_PAUSE;

  /**
   * @param clock wall-clock time
   * @param pause how to wait
   */
  public StreamsFailurePolicy(InstantSource clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** Returns a policy that uses the system's clock and really waits. */
  public static StreamsFailurePolicy system() {
    return new StreamsFailurePolicy(
        InstantSource.system(), duration -> Thread.sleep(duration.toMillis()));
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    if (isFinal(failure)) {
      log.error("Stopping: this failure does not pass by itself", failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    Duration wait = takePause();
    log.warn("Replacing a failed stream thread in {}; nothing was committed or skipped", wait);
    try {
      pause.of(wait);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private static boolean isFinal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Error
          || cause instanceof ConfigException
          || cause instanceof StreamStateException
          || cause instanceof TagFoldException) {
        return true;
      }
    }
    return false;
  }

  private synchronized Duration takePause() {
    Instant now = clock.instant();
    if (lastFailure.plus(CALM).isBefore(now)) {
      nextPause = FIRST_PAUSE;
    }
    lastFailure = now;
    Duration taken = nextPause;
    Duration doubled = taken.multipliedBy(2);
    nextPause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    return taken;
  }
}
