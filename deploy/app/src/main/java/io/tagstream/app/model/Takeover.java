package io.tagstream.app.model;

import io.tagstream.app.CommandException;
import io.tagstream.app.model.Answers.Goal;
import io.tagstream.app.model.Rollout.Result;
import io.tagstream.model.ModelId;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.topology.control.PreparedBundle;
import java.time.Instant;
import java.util.function.LongFunction;

/**
 * Brings a model into force on all instances: requires that all have it prepared, sends the
 * command, waits, and says how long it took. Belongs to the thread of the command.
 */
final class Takeover {
  private final ModelSession session;
  private final Rollout rollout;
  private final ForceOptions options;
  private final ResultReport report;

  Takeover(ModelSession session, Rollout rollout, ForceOptions options, ResultReport report) {
    this.session = session;
    this.rollout = rollout;
    this.options = options;
    this.report = report;
  }

  /**
   * Refuses a bundle that is not prepared on every instance, unless the user insists.
   *
   * @throws CommandException if one refused it or is silent, or none runs
   */
  void requirePrepared(PreparedBundle bundle) throws InterruptedException {
    Fleet fleet = rollout.fleet("nobody has checked this bundle.");
    if (options.isForced()) {
      return;
    }
    if (fleet.isEmpty()) {
      throw nobodyRuns(bundle);
    }
    Answers answers = rollout.awaitPrepared(bundle);
    if (answers.all().isEmpty()) {
      // All have gone while they were waited for.
      throw nobodyRuns(bundle);
    }
    Rollout.requireAll(
        Words.model(bundle.model()),
        answers,
        options.timeout(),
        "prepare it again, or insist with --force: the others would serve it, these the model"
            + " before:");
  }

  private static CommandException nobodyRuns(PreparedBundle bundle) {
    return new CommandException(
        "%s: expected at least one instance that has it prepared, found none that runs; start one, or insist with --force: whoever starts next waits until it can open this bundle."
            .formatted(Words.model(bundle.model())));
  }

  /**
   * Brings a model into force.
   *
   * @param what begins the line that says so
   * @param command makes the command for a time
   */
  void run(String what, ModelId model, LongFunction<ModelCommand> command)
      throws InterruptedException {
    Instant at = options.at();
    Result result =
        at == null
            ? rollout.bringIntoForce(
                what, model, command, new EffectiveTimes(session.models().lead()))
            : rollout.bringIntoForceAt(
                what, model, command.apply(at.toEpochMilli()), ForceOptions.isNear(at));
    report.print(result, sentence(result));
    Rollout.requireAll(
        Words.model(model),
        result.answers(),
        options.timeout(),
        "the others serve it; see 'tagstream model status':");
  }

  private static String sentence(Result result) {
    ModelCommand command = result.sent().command();
    String model =
        "%s (digest %s)"
            .formatted(Words.model(result.model()), Words.digest(result.model().digest()));
    String from = Words.time(command.getEffectiveFrom());
    if (result.answers().goal() == Goal.PREPARED) {
      return "%s will serve route %s from %s on; accepted %s."
          .formatted(model, command.getRoute(), from, result.answers().where());
    }
    if (result.answers().all().isEmpty()) {
      return "%s serves route %s from %s on; no instance runs now."
          .formatted(model, command.getRoute(), from);
    }
    return "%s serves route %s from %s on, %s, %s after the command."
        .formatted(
            model,
            command.getRoute(),
            from,
            result.answers().where(),
            Words.seconds(result.answers().took()));
  }
}
