package io.tagstream.app.model;

import io.tagstream.app.model.Rollout.Result;
import io.tagstream.topology.control.PreparedBundle;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code model retire}: lets every instance give bundles up. */
@Command(
    name = "retire",
    mixinStandardHelpOptions = true,
    description = {
      "Let every instance close bundles that are no longer wanted. One that is in force, or about"
          + " to be, is refused. Leave their files where they are: a replay of texts they tagged"
          + " fetches them again."
    },
    footer = {
      "",
      "Example:",
      "  tagstream model retire --config tagstream.properties assistant:3.0.0"
    })
final class RetireCommand extends ModelSubcommand {
  @Parameters(
      paramLabel = "BUNDLE",
      arity = "1..*",
      description = "NAME, NAME:VERSION or the first digits of the digest of prepared bundles.")
  private List<String> bundles = List.of();

  @Mixin private WaitOptions wait = new WaitOptions();

  @Override
  void run(ModelSession session) throws InterruptedException {
    String route = options().route();
    PreparedBundles prepared =
        new PreparedBundles(route, session.log().history().prepared(route).values());
    // All names first: a misspelt one must not be found after half of the work.
    List<PreparedBundle> wanted = bundles.stream().map(prepared::require).distinct().toList();
    Rollout rollout = new Rollout(session, route, wait.timeout());
    rollout.fleet("those that start later do not open it.");
    ResultReport report = new ResultReport(out(), options().isJson());
    for (PreparedBundle bundle : wanted) {
      Result result = rollout.retire(bundle.model());
      report.print(
          result,
          "%s (digest %s) is retired from route %s, %s."
              .formatted(
                  Words.model(bundle.model()),
                  Words.digest(bundle.model().digest()),
                  route,
                  result.answers().where()));
      Rollout.requireAll(
          Words.model(bundle.model()), result.answers(), wait.timeout(), "they said:");
    }
  }
}
