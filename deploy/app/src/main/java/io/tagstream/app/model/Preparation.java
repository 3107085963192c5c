package io.tagstream.app.model;

import io.tagstream.app.model.Rollout.Result;
import java.time.Duration;

/** Says what became of a command that prepares. */
final class Preparation {
  private final Duration timeout;

  Preparation(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Prints the result.
   *
   * @throws io.tagstream.app.CommandException if not every instance has it prepared
   */
  void report(Result result, ResultReport report) {
    report.print(
        result,
        "%s (digest %s) is prepared on route %s, %s."
            .formatted(
                Words.model(result.model()),
                Words.digest(result.model().digest()),
                result.sent().command().getRoute(),
                result.answers().where()));
    requireAll(result);
  }

  /** Refuses what not every instance could prepare. */
  void requireAll(Result result) {
    Rollout.requireAll(
        Words.model(result.model()),
        result.answers(),
        timeout,
        "put right what they say, and prepare it again:");
  }
}
