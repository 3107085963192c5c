package io.tagstream.app.model;

import io.tagstream.app.model.Rollout.Result;
import io.tagstream.app.run.Settings;
import io.tagstream.model.source.BundleOrder;
import io.tagstream.topology.control.PreparedBundle;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code model activate}: brings a prepared bundle into force on every instance. */
@Command(
    name = "activate",
    mixinStandardHelpOptions = true,
    description = {
      "Let a bundle serve: every text from some event time on, the same on all instances. A bundle"
          + " named by where it lies is prepared first.",
      "",
      "Refused unless every instance has it prepared. Exit code 0 once all serve it, or have"
          + " accepted a time that is more than a minute ahead."
    },
    footer = {
      "",
      "Examples:",
      "  tagstream model activate --config tagstream.properties assistant:3.1.0",
      "  tagstream model activate --config tagstream.properties /models/my.tar.gz"
    })
final class ActivateCommand extends ModelSubcommand {
  @Parameters(
      paramLabel = "BUNDLE",
      description =
          "NAME, NAME:VERSION or the first digits of the digest of a prepared bundle; or where one"
              + " lies, as 'prepare' takes it.")
  private String bundle = "";

  @Mixin private ForceOptions force = new ForceOptions();

  private @Nullable BundleOrder order;

  @Override
  void prepare(Settings settings) throws InterruptedException {
    BundleArgument argument = new BundleArgument(bundle);
    if (argument.isLocation()) {
      order = argument.read(null, null, settings.tagging().models().maxBytes());
    }
  }

  @Override
  void run(ModelSession session) throws InterruptedException {
    String route = options().route();
    Rollout rollout = new Rollout(session, route, force.timeout());
    Takeover takeover =
        new Takeover(session, rollout, force, new ResultReport(out(), options().isJson()));
    BundleOrder offered = order;
    PreparedBundle prepared =
        offered == null
            ? new PreparedBundles(route, session.log().history().prepared(route).values())
                .require(bundle)
            : prepared(session, rollout, offered);
    takeover.requirePrepared(prepared);
    takeover.run(
        "Activating " + Words.model(prepared.model()) + " on route " + route,
        prepared.model(),
        from -> rollout.commands().activate(prepared.model(), from));
  }

  /** Prepares what lies somewhere, unless it is prepared. */
  private PreparedBundle prepared(ModelSession session, Rollout rollout, BundleOrder offered)
      throws InterruptedException {
    String digest = offered.model().digest();
    if (!prepared(session).containsKey(digest)) {
      Result result = rollout.prepare(offered);
      if (!force.isForced()) {
        new Preparation(force.timeout()).requireAll(result);
      }
      session.log().readToEnd();
    }
    PreparedBundle prepared = prepared(session).get(digest);
    if (prepared == null) {
      throw new IllegalStateException("the command that prepares it was not refused");
    }
    return prepared;
  }

  private Map<String, PreparedBundle> prepared(ModelSession session) {
    return session.log().history().prepared(options().route());
  }
}
