package io.tagstream.app.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that bring a model into force. */
final class ForceOptions {
  /** What lies further ahead is not waited for. */
  private static final Duration WAITED_FOR = Duration.ofMinutes(1);

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = AtOption.class,
      description =
          "From which event time on, in ISO 8601 with its zone (default: in"
              + " tagstream.model.lead and half a second). One that lies more than a minute ahead"
              + " is not waited for.")
  private @Nullable Instant at;

  @Option(
      names = "--force",
      description = "Go on although an instance refused the bundle, is silent, or none runs.")
  private boolean force;

  @Mixin private WaitOptions wait = new WaitOptions();

  @Nullable Instant at() {
    return at;
  }

  boolean isForced() {
    return force;
  }

  Duration timeout() {
    return wait.timeout();
  }

  /** Returns whether a time is near enough to wait for it. */
  static boolean isNear(Instant time) {
    return time.isBefore(Instant.now().plus(WAITED_FOR));
  }
}
