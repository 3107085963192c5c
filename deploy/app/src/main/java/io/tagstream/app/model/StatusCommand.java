package io.tagstream.app.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code model status}: says what should serve and what the instances say. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Say what is in force on each route, what comes, what is prepared, and what each instance"
          + " says; one that says something else, or nothing, is marked."
    },
    footer = {
      "",
      "Examples:",
      "  tagstream model status --config tagstream.properties",
      "  tagstream model status --config tagstream.properties --history --format json"
    })
final class StatusCommand extends ModelSubcommand {
  @Option(names = "--history", description = "List all commands, and what became of each.")
  private boolean history;

  @Override
  void run(ModelSession session) {
    Standings standings =
        new Standings(session.feed().readFromBeginning(), session.log().entries());
    StatusPicture picture =
        StatusPicture.of(
            session.log().history(),
            session.fleet(),
            standings,
            System.currentTimeMillis(),
            options()::isAskedFor);
    List<ControlLog.Entry> entries =
        session.log().entries().stream()
            .filter(entry -> isUnreadable(entry) || options().isAskedFor(LogLine.of(entry).route()))
            .toList();
    if (options().isJson()) {
      ObjectNode node = StatusJson.of(session.application(), picture);
      if (history) {
        ArrayNode commands = node.putArray("history");
        entries.forEach(entry -> commands.add(StatusJson.of(LogLine.of(entry))));
      }
      out().println(node);
    } else {
      StatusTable table = new StatusTable(out());
      table.print(picture);
      if (history) {
        table.print(entries);
      }
    }
    out().flush();
  }

  private static boolean isUnreadable(ControlLog.Entry entry) {
    return entry.logged().command() == null;
  }
}
