package io.tagstream.topology.control;

import io.tagstream.model.ModelId;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelReference;
import io.tagstream.topology.config.ModelSettings;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.control.Verdict.Activate;
import io.tagstream.topology.control.Verdict.Prepare;
import io.tagstream.topology.control.Verdict.Refused;
import io.tagstream.topology.control.Verdict.Repeated;
import io.tagstream.topology.control.Verdict.Retire;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the commands of the control topic have come to, one after another. It is a function of the
 * topic, the configured bundle, the routes and the lead alone: every instance, and every replay,
 * comes to the same. Used by one thread at a time.
 */
public final class ModelHistory {
  private final Duration lead;
  private final Map<String, RouteHistory> routes = new TreeMap<>();
  private final Map<String, Verdict> verdicts = new HashMap<>();

  /** What has become of a route. */
  private static final class RouteHistory {
    private Timeline timeline;
    private final Map<String, PreparedBundle> prepared = new LinkedHashMap<>();

    /** Those of them that were not activated since. */
    private final Map<String, PreparedBundle> waiting = new LinkedHashMap<>();

    RouteHistory(ModelId configured) {
      timeline = Timeline.of(configured);
    }
  }

  /**
   * Begins where there is no command.
   *
   * @param settings which routes there are, and the lead
   * @param configured what serves until an activation
   */
  public ModelHistory(ModelSettings settings, ModelId configured) {
    lead = settings.lead();
    settings.routes().forEach(route -> routes.put(route, new RouteHistory(configured)));
  }

  /** Takes the next command of the topic; returns what it means. */
  public Verdict apply(LoggedCommand logged) {
    ModelCommand command = logged.command();
    if (command == null) {
      return new Refused(
          Refusal.UNREADABLE_COMMAND,
          "Record %d of the control topic: expected a ModelCommand in the registry's wire format, found something else. Send commands with 'tagstream model'."
              .formatted(logged.offset()));
    }
    Verdict first = verdicts.get(command.getId());
    if (first != null) {
      return new Repeated(first);
    }
    Verdict verdict = judge(logged, command);
    verdicts.put(command.getId(), verdict);
    return verdict;
  }

  private Verdict judge(LoggedCommand logged, ModelCommand command) {
    RouteHistory route = routes.get(command.getRoute());
    if (route == null) {
      return refused(
          Refusal.UNKNOWN_ROUTE,
          command,
          "a route of " + routes.keySet(),
          "'" + command.getRoute() + "'",
          "add it to " + TaggingConfig.MODEL_ROUTES + ", or name another");
    }
    if (logged.appendTime() < 0) {
      return refused(
          Refusal.NO_APPEND_TIME,
          command,
          "the time at which it was appended",
          "a record without one",
          "set message.timestamp.type=LogAppendTime on the control topic and send it again");
    }
    return switch (command.getAction()) {
      case PREPARE -> prepare(logged, command, route);
      case ACTIVATE -> activate(logged, command, route);
      case ROLLBACK -> rollBack(logged, command, route);
      case RETIRE -> retire(logged, command, route);
      case UNKNOWN ->
          refused(
              Refusal.UNKNOWN_ACTION,
              command,
              "PREPARE, ACTIVATE, ROLLBACK or RETIRE",
              "an action of a newer version",
              "update this instance");
    };
  }

  private Verdict prepare(LoggedCommand logged, ModelCommand command, RouteHistory route) {
    ModelReference model = command.getModel();
    if (model == null || command.getLocation() == null) {
      return missing(command, "a model and a location");
    }
    PreparedBundle bundle =
        new PreparedBundle(command.getRoute(), idOf(model), command, logged.offset());
    route.prepared.put(model.getDigest(), bundle);
    route.waiting.remove(model.getDigest());
    route.waiting.put(model.getDigest(), bundle);
    return new Prepare(bundle);
  }

  private Verdict activate(LoggedCommand logged, ModelCommand command, RouteHistory route) {
    ModelReference model = command.getModel();
    Long from = command.getEffectiveFrom();
    if (model == null || from == null) {
      return missing(command, "a model and effectiveFrom");
    }
    PreparedBundle bundle = route.prepared.get(model.getDigest());
    if (bundle == null) {
      return notPrepared(command, model);
    }
    return lateOr(
        logged,
        command,
        from,
        () -> comesIntoForce(logged, command, from, bundle.model(), route.timeline.at(from)));
  }

  private Verdict rollBack(LoggedCommand logged, ModelCommand command, RouteHistory route) {
    Long from = command.getEffectiveFrom();
    if (from == null) {
      return missing(command, "effectiveFrom");
    }
    Activation before = route.timeline.at(from).before();
    if (before == null) {
      return refused(
          Refusal.NOTHING_BEFORE,
          command,
          "a model before the one in force",
          "the configured bundle in force",
          "prepare and activate another one");
    }
    ModelId model = before.model();
    boolean usable = before.before() == null || route.prepared.containsKey(model.digest());
    ModelReference wanted = command.getModel();
    if (!usable || (wanted != null && !wanted.getDigest().equals(model.digest()))) {
      return refused(
          Refusal.NOT_PREPARED,
          command,
          "to go back to " + name(usable && wanted != null ? idOf(wanted) : model),
          usable ? name(model) + " before the one in force" : "that it has been retired",
          "prepare the model you want, and activate it");
    }
    return lateOr(
        logged, command, from, () -> comesIntoForce(logged, command, from, model, before.before()));
  }

  private Verdict retire(LoggedCommand logged, ModelCommand command, RouteHistory route) {
    ModelReference model = command.getModel();
    if (model == null) {
      return missing(command, "a model");
    }
    PreparedBundle bundle = route.prepared.get(model.getDigest());
    if (bundle == null) {
      return notPrepared(command, model);
    }
    Timeline timeline = route.timeline;
    if (is(timeline.at(logged.appendTime()), model)
        || timeline.after(logged.appendTime()).stream().anyMatch(coming -> is(coming, model))) {
      return refused(
          Refusal.IN_USE,
          command,
          "a model that is neither in force nor about to be",
          name(bundle.model()) + ", which is",
          "activate another one first, and wait until it serves");
    }
    route.prepared.remove(model.getDigest());
    route.waiting.remove(model.getDigest());
    return new Retire(command.getRoute(), bundle.model());
  }

  private static boolean is(Activation activation, ModelReference model) {
    return activation.model().digest().equals(model.getDigest());
  }

  /** What happens unless a command comes too late. */
  private interface InTime {
    Verdict verdict();
  }

  private Verdict lateOr(LoggedCommand logged, ModelCommand command, long from, InTime inTime) {
    long earliest = logged.appendTime() + lead.toMillis();
    return from < earliest
        ? refused(
            Refusal.LATE,
            command,
            "effectiveFrom at least %s (%s) after it was appended, that is from %s on"
                .formatted(lead, TaggingConfig.MODEL_LEAD, Instant.ofEpochMilli(earliest)),
            String.valueOf(Instant.ofEpochMilli(from)),
            "send it again with a later time")
        : inTime.verdict();
  }

  private Verdict comesIntoForce(
      LoggedCommand logged,
      ModelCommand command,
      long from,
      ModelId model,
      @Nullable Activation before) {
    Activation activation = new Activation(from, logged.offset(), command.getId(), model, before);
    RouteHistory route = routes.get(command.getRoute());
    if (route != null) {
      route.timeline = route.timeline.with(activation);
      route.waiting.remove(model.digest());
    }
    return new Activate(command.getRoute(), activation);
  }

  private static Refused notPrepared(ModelCommand command, ModelReference model) {
    return refused(
        Refusal.NOT_PREPARED,
        command,
        "a model that was prepared on this route and not retired since",
        name(idOf(model)) + ", which was not",
        "prepare it first");
  }

  private static Refused missing(ModelCommand command, String fields) {
    return refused(
        Refusal.MALFORMED, command, fields, "a command without", "send it with 'tagstream model'");
  }

  private static Refused refused(
      Refusal refusal, ModelCommand command, String expected, String found, String remedy) {
    return new Refused(
        refusal,
        "%s on route %s: expected %s, found %s; %s."
            .formatted(command.getAction(), command.getRoute(), expected, found, remedy));
  }

  /** Returns the identity that a reference names. */
  public static ModelId idOf(ModelReference model) {
    return new ModelId(model.getName(), model.getVersion(), model.getDigest());
  }

  private static String name(ModelId model) {
    return model.name() + " " + model.version();
  }

  /** Returns the timelines of all routes as they are now. */
  public Map<String, Timeline> timelines() {
    Map<String, Timeline> timelines = new TreeMap<>();
    routes.forEach((name, route) -> timelines.put(name, route.timeline));
    return timelines;
  }

  /** Returns the bundles that are prepared on a route, in the order of their first commands. */
  public Map<String, PreparedBundle> prepared(String route) {
    RouteHistory history = routes.get(route);
    return history == null ? Map.of() : Map.copyOf(history.prepared);
  }

  /** Returns those of them that were not activated since, the last one last. */
  List<PreparedBundle> waiting(String route) {
    RouteHistory history = routes.get(route);
    return history == null ? List.of() : List.copyOf(history.waiting.values());
  }
}
