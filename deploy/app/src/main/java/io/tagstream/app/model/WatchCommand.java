package io.tagstream.app.model;

import io.tagstream.schemas.ModelStatus;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code model watch}: says what happens, as it happens. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Say what is commanded and what the instances answer, a line each, until Ctrl-C ends it."
    },
    footer = {
      "",
      "Examples:",
      "  tagstream model watch --config tagstream.properties",
      "  tagstream model watch --config tagstream.properties --from-beginning"
    })
final class WatchCommand extends ModelSubcommand {
  private static final Duration POLL = Duration.ofMillis(100);

  @Option(
      names = "--from-beginning",
      description = "Begin with all commands and what the status topic still holds.")
  private boolean fromBeginning;

  @Override
  void run(ModelSession session) {
    if (fromBeginning) {
      session.log().entries().forEach(this::say);
      session.feed().readFromBeginning().forEach(this::say);
    }
    out().flush();
    while (!session.stop().isRaised()) {
      session.log().poll(POLL).forEach(this::say);
      session.feed().poll(POLL).forEach(this::say);
      out().flush();
    }
  }

  private void say(ControlLog.Entry entry) {
    LogLine line = LogLine.of(entry);
    if (!line.id().isEmpty() && !options().isAskedFor(line.route())) {
      return;
    }
    if (options().isJson()) {
      out().println(StatusJson.of(line).put("event", "command"));
      return;
    }
    String from =
        line.effectiveFrom() == null ? "" : " from " + Words.time(line.effectiveFrom()) + " on";
    out()
        .printf(
            "%s  command %d  %s %s on %s%s: %s%n",
            line.appended() < 0 ? "-" : Words.time(line.appended()),
            line.offset(),
            line.action(),
            line.model(),
            Words.plain(line.route()),
            from,
            line.verdict());
  }

  private void say(ModelStatus status) {
    if (!options().isAskedFor(status.getRoute())) {
      return;
    }
    if (options().isJson()) {
      out()
          .println(
              StatusJson.of(status)
                  .put("event", "status")
                  .put("instance", status.getInstance())
                  .put("route", status.getRoute()));
      return;
    }
    String reason =
        status.getReasonCode() == null
            ? ""
            : " " + Words.plain(status.getReasonCode() + ": " + status.getMessage());
    out()
        .printf(
            "%s  %s  %s on %s: %s%s%n",
            Words.time(status.getTimestamp()),
            Words.plain(status.getInstance()),
            Words.model(status.getModel()),
            Words.plain(status.getRoute()),
            status.getState(),
            reason);
  }
}
