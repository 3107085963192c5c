package io.tagstream.app.model;

import io.tagstream.app.CommandException;
import io.tagstream.model.ModelId;
import io.tagstream.topology.control.Activation;
import io.tagstream.topology.control.PreparedBundle;
import io.tagstream.topology.control.Refusal;
import io.tagstream.topology.control.Timeline;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code model rollback}: lets the model before the one in force serve again. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Let the model that served before the one in force serve again. A second rollback goes back"
          + " one further, in the end to the configured bundle.",
      "",
      "Refused unless every instance has it prepared. Exit code 0 once all serve it, or have"
          + " accepted a time that is more than a minute ahead."
    },
    footer = {
      "",
      "Examples:",
      "  tagstream model rollback --config tagstream.properties",
      "  tagstream model rollback --config my.properties --at 2026-11-22T03:00Z"
    })
final class RollbackCommand extends ModelSubcommand {
  @Mixin private ForceOptions force = new ForceOptions();

  @Override
  void run(ModelSession session) throws InterruptedException {
    String route = options().route();
    Instant at = force.at();
    long time = at == null ? System.currentTimeMillis() : at.toEpochMilli();
    Timeline timeline = Objects.requireNonNull(session.log().history().timelines().get(route));
    Activation now = timeline.at(time);
    Activation before = now.before();
    if (before == null) {
      throw new CommandException(
          "%s: expected a model before the one in force on route %s, found the configured bundle %s in force; prepare and activate another one."
              .formatted(Refusal.NOTHING_BEFORE, route, Words.model(now.model())));
    }
    String what =
        "Rolling route %s back from %s to %s"
            .formatted(route, Words.model(now.model()), Words.model(before.model()));
    Rollout rollout = new Rollout(session, route, force.timeout());
    Takeover takeover =
        new Takeover(session, rollout, force, new ResultReport(out(), options().isJson()));
    // The configured bundle is open wherever the application runs.
    boolean isConfigured = before.before() == null;
    if (isConfigured) {
      rollout.fleet("those that start later do as it says.");
    } else {
      requirePrepared(session, takeover, before.model());
    }
    @Nullable ModelId wanted = isConfigured ? null : before.model();
    takeover.run(what, before.model(), from -> rollout.commands().rollBack(wanted, from));
  }

  private void requirePrepared(ModelSession session, Takeover takeover, ModelId model)
      throws InterruptedException {
    PreparedBundle bundle = session.log().history().prepared(options().route()).get(model.digest());
    if (bundle == null) {
      throw new CommandException(
          "%s: expected %s, which served before, to be prepared on route %s, found that it was retired; prepare it and activate it."
              .formatted(Refusal.NOT_PREPARED, Words.model(model), options().route()));
    }
    takeover.requirePrepared(bundle);
  }
}
