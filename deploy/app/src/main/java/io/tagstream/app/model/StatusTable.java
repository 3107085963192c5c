package io.tagstream.app.model;

import io.tagstream.app.model.StatusPicture.Instance;
import io.tagstream.app.model.StatusPicture.Route;
import io.tagstream.schemas.ModelStatus;
import io.tagstream.topology.control.Activation;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Prints how models stand, for people. */
final class StatusTable {
  private final PrintWriter out;

  StatusTable(PrintWriter out) {
    this.out = out;
  }

  void print(StatusPicture picture) {
    TextTable routes = new TextTable("ROUTE", "MODEL", "DIGEST", "STATE");
    picture.routes().forEach(route -> addRows(routes, route));
    routes.lines().forEach(out::println);
    out.println();
    TextTable instances = new TextTable("INSTANCE", "ROUTE", "MODEL", "STATE", "SINCE", "NOTE");
    for (Instance instance : picture.instances()) {
      addRows(instances, instance, inForce(picture, instance));
    }
    if (picture.instances().isEmpty()) {
      out.println("No instance runs.");
    } else {
      instances.lines().forEach(out::println);
    }
  }

  private static Activation inForce(StatusPicture picture, Instance instance) {
    return picture.routes().stream()
        .filter(route -> route.name().equals(instance.route()))
        .findFirst()
        .orElseThrow()
        .inForce();
  }

  private static void addRows(TextTable table, Route route) {
    Activation inForce = route.inForce();
    Set<String> named = new TreeSet<>();
    named.add(inForce.model().digest());
    addRow(table, route, inForce, "in force " + since(inForce));
    for (Activation coming : route.coming()) {
      named.add(coming.model().digest());
      addRow(table, route, coming, "from " + Words.time(coming.effectiveFrom()) + " on");
    }
    route.prepared().stream()
        .filter(bundle -> !named.contains(bundle.model().digest()))
        .forEach(
            bundle ->
                table.row(
                    route.name(),
                    Words.model(bundle.model()),
                    Words.digest(bundle.model().digest()),
                    "prepared"));
  }

  private static void addRow(TextTable table, Route route, Activation activation, String state) {
    table.row(
        route.name(),
        Words.model(activation.model()),
        Words.digest(activation.model().digest()),
        state);
  }

  /** Returns since when an activation holds, in words. */
  static String since(Activation activation) {
    return activation.commandId().equals(Activation.CONFIGURED)
        ? "from the first text on (configured)"
        : "since " + Words.time(activation.effectiveFrom());
  }

  private static void addRows(TextTable table, Instance instance, Activation inForce) {
    ModelStatus serving = instance.serving();
    String shared = instance.shared() ? "several processes by this name; " : "";
    if (serving == null) {
      table.row(
          instance.name(),
          instance.route(),
          "-",
          "silent",
          "",
          shared + "should serve " + Words.model(inForce.model()));
    } else {
      String note = instance.agrees() ? "" : "should serve " + Words.model(inForce.model());
      table.row(row(instance, serving, shared + note));
    }
    for (ModelStatus status : instance.models()) {
      String reason =
          status.getReasonCode() == null ? "" : status.getReasonCode() + ": " + status.getMessage();
      table.row(row(instance, status, reason));
    }
  }

  private static String[] row(Instance instance, ModelStatus status, String note) {
    return new String[] {
      instance.name(),
      instance.route(),
      Words.model(status.getModel()),
      status.getState().name(),
      Words.time(status.getTimestamp()),
      note
    };
  }

  /** Prints all commands and what they mean. */
  void print(List<ControlLog.Entry> history) {
    TextTable table =
        new TextTable("OFFSET", "APPENDED", "ACTION", "ROUTE", "MODEL", "EFFECTIVE", "VERDICT");
    for (ControlLog.Entry entry : history) {
      LogLine line = LogLine.of(entry);
      table.row(
          String.valueOf(line.offset()),
          line.appended() < 0 ? "-" : Instant.ofEpochMilli(line.appended()).toString(),
          line.action(),
          line.route(),
          line.model(),
          line.effectiveFrom() == null ? "" : Words.time(line.effectiveFrom()),
          line.verdict());
    }
    out.println();
    table.lines().forEach(out::println);
  }
}
