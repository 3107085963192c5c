package io.tagstream.app.model;

import io.tagstream.app.CommandException;
import io.tagstream.schemas.ModelStatus;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Waits until all instances have answered, those that come and go meanwhile included. Belongs to
 * one thread.
 */
final class Waiting {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration FLEET_EVERY = Duration.ofSeconds(2);

  /** Where answers come from. */
  interface Statuses {
    /** Returns what comes within some time; at once if something is there. */
    List<ModelStatus> poll(Duration patience);
  }

  /** Who is to answer. */
  interface Instances {
    Fleet fleet();
  }

  private final Statuses statuses;
  private final Instances instances;
  private final AnswerScreen screen;
  private final BooleanSupplier stopped;
  private final LongSupplier nanoseconds;

  /**
   * Waits for nothing yet.
   *
   * @param stopped whether the user has had enough
   * @param nanoseconds the clock
   */
  Waiting(
      Statuses statuses,
      Instances instances,
      AnswerScreen screen,
      BooleanSupplier stopped,
      LongSupplier nanoseconds) {
    this.statuses = statuses;
    this.instances = instances;
    this.screen = screen;
    this.stopped = stopped;
    this.nanoseconds = nanoseconds;
  }

  /**
   * Waits until all that run have come to the goal or refused, or time is up.
   *
   * @param answers takes the answers
   * @param sentAt reading of the clock when the command was sent, in nanoseconds
   * @param patience how long to wait, from now
   * @throws CommandException if the user does not want to wait any longer
   */
  void await(Answers answers, long sentAt, Duration patience) {
    long begin = nanoseconds.getAsLong();
    answers.expect(instances.fleet());
    long askedAt = begin;
    screen.show(answers);
    while (!answers.areSettled() && since(begin).compareTo(patience) < 0) {
      if (stopped.getAsBoolean()) {
        throw new CommandException(
            "Stopped before all instances had answered. What was sent stands; 'tagstream model"
                + " status' shows what becomes of it.");
      }
      statuses.poll(POLL).forEach(status -> answers.accept(status, since(sentAt)));
      if (since(askedAt).compareTo(FLEET_EVERY) >= 0) {
        answers.expect(instances.fleet());
        askedAt = nanoseconds.getAsLong();
      }
      screen.show(answers);
    }
  }

  private Duration since(long nanosecond) {
    return Duration.ofNanos(nanoseconds.getAsLong() - nanosecond);
  }
}
