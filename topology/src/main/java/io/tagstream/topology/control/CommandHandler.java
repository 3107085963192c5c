package io.tagstream.topology.control;

import io.tagstream.model.ModelId;
import io.tagstream.model.serving.ResidentTaggers;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelState;
import io.tagstream.topology.control.Opened.Cause;
import io.tagstream.topology.control.Opened.Refused;
import io.tagstream.topology.control.Verdict.Activate;
import io.tagstream.topology.control.Verdict.Prepare;
import io.tagstream.topology.control.Verdict.Repeated;
import io.tagstream.topology.control.Verdict.Retire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * What one instance does about the commands of the control topic: it opens what may be needed, lets
 * go of what is not, and says how far it has come. Commands of the past are not answered; what they
 * have come to is said once. Belongs to the control thread.
 */
final class CommandHandler {
  /** Of more models on a route that are prepared and wait for their activation, the last ones. */
  private static final int WAITING_KEPT = 4;

  /** Of more activations to come on a route, the next ones. */
  private static final int COMING_KEPT = 4;

  /** How long a model is kept after its last use in any case, for the next record may need it. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

  private final ModelHistory history;
  private final ModelOpener opener;
  private final ResidentTaggers residents;
  private final Answers answers;
  private final int othersKept;
  private final Consumer<PreparedBundle> orders;

  /** What was said last to be in force, by route. */
  private final Map<String, Activation> serving = new TreeMap<>();

  /** What was said last not to be used, by route. */
  private final Map<String, Activation> passedOver = new TreeMap<>();

  /** Where records are, by route: the earliest time that their model was asked for lately. */
  private final Map<String, Long> places = new TreeMap<>();

  private boolean live;

  /** When refused models were tried again last, in milliseconds since the epoch. */
  private long triedAgain;

  /**
   * @param orders told where bundles lie, before anything is opened
   * @param othersKept how many models stay open that are not wanted now
   */
  CommandHandler(
      ModelHistory history,
      ModelOpener opener,
      ResidentTaggers residents,
      Answers answers,
      Consumer<PreparedBundle> orders,
      int othersKept) {
    this.history = history;
    this.opener = opener;
    this.residents = residents;
    this.answers = answers;
    this.orders = orders;
    this.othersKept = othersKept;
  }

  /** Returns which model holds when, by route. */
  Map<String, Timeline> timelines() {
    return history.timelines();
  }

  /** Takes the next command; returns what it means. */
  Verdict accept(LoggedCommand logged) {
    Verdict verdict = history.apply(logged);
    if (verdict instanceof Prepare prepare) {
      orders.accept(prepare.bundle());
    }
    if (live) {
      answer(logged, verdict);
    }
    return verdict;
  }

  /**
   * The commands of the past have been read: what they have come to is done, and said. What is in
   * force comes first.
   *
   * @param now wall-clock time in milliseconds since the epoch
   */
  void begin(long now) {
    live = true;
    tick(now);
    for (String route : history.timelines().keySet()) {
      latest(history.waiting(route)).forEach(this::prepare);
    }
  }

  private void answer(LoggedCommand logged, Verdict verdict) {
    if (verdict instanceof Prepare prepare) {
      prepare(prepare.bundle());
    } else if (verdict instanceof Activate activate) {
      accepted(activate.route(), activate.activation());
    } else if (verdict instanceof Retire retire) {
      ModelCommand command = Objects.requireNonNull(logged.command());
      answers.retired(logged, command, retire.model());
    } else if (verdict instanceof Verdict.Refused refused) {
      answers.refused(logged, refused);
    } else if (verdict instanceof Repeated repeated) {
      answerAgain(logged, repeated.first());
    }
  }

  private void prepare(PreparedBundle bundle) {
    answers.about(bundle, ModelState.PREPARING);
    opener.prepare(bundle, opened -> answers.about(bundle, opened));
  }

  private void accepted(String route, Activation activation) {
    Refused refusal = opener.refusal(activation.model());
    if (refusal == null) {
      answers.about(
          route,
          activation,
          ModelState.PREPARED,
          "Holds for records from %s on."
              .formatted(Instant.ofEpochMilli(activation.effectiveFrom())));
    } else {
      answers.about(route, activation, refusal);
    }
  }

  private void answerAgain(LoggedCommand logged, Verdict first) {
    if (first instanceof Activate activate
        && activate.activation().equals(serving.get(activate.route()))) {
      answers.about(activate.route(), activate.activation(), ModelState.ACTIVE, null);
    } else {
      answer(logged, first);
    }
  }

  /**
   * Opens what is wanted now, lets go of what is not, and says what has come into force.
   *
   * @param now wall-clock time in milliseconds since the epoch
   */
  void tick(long now) {
    tick(now, route -> Long.MAX_VALUE);
  }

  /**
   * Does likewise for records that are not of now.
   *
   * @param asked the earliest time that the model of a route was asked for since the last time this
   *     was called, or {@link Long#MAX_VALUE} if it was not
   */
  void tick(long now, ToLongFunction<String> asked) {
    Set<String> wanted = new HashSet<>();
    for (Map.Entry<String, Timeline> route : history.timelines().entrySet()) {
      long lately = asked.applyAsLong(route.getKey());
      if (lately != Long.MAX_VALUE) {
        places.put(route.getKey(), lately);
      }
      for (ModelId model : wanted(route.getKey(), route.getValue(), now)) {
        wanted.add(model.digest());
        if (!residents.contains(model.digest()) && opener.refusal(model) == null) {
          opener.need(model);
        }
      }
      announce(route.getKey(), route.getValue().at(now));
    }
    residents.retain(wanted, othersKept, GRACE);
    if (now - triedAgain > TRY_AGAIN.toMillis()) {
      triedAgain = now;
      tryAgain(now);
    }
  }

  /** A model in force is wanted as soon as it can be had. */
  private void tryAgain(long now) {
    for (Timeline timeline : history.timelines().values()) {
      ModelId model = timeline.at(now).model();
      Refused refusal = opener.refusal(model);
      if (refusal != null && refusal.cause() != Cause.BAD) {
        opener.tryAgain(model);
      }
    }
  }

  private List<ModelId> wanted(String route, Timeline timeline, long now) {
    List<ModelId> wanted = new ArrayList<>();
    inUse(timeline, now).ifPresent(activation -> wanted.add(activation.model()));
    wanted.add(timeline.at(now).model());
    addComing(timeline, now, wanted);
    Long place = places.get(route);
    if (place != null && place < now) {
      wanted.add(timeline.at(place).model());
      addComing(timeline, place, wanted);
    }
    latest(history.waiting(route)).stream()
        .filter(bundle -> residents.contains(bundle.model().digest()))
        .forEach(bundle -> wanted.add(bundle.model()));
    return wanted;
  }

  /** Records that lag come to them later than the clock. */
  private static void addComing(Timeline timeline, long time, List<ModelId> wanted) {
    timeline.after(time).stream()
        .limit(COMING_KEPT)
        .forEach(activation -> wanted.add(activation.model()));
  }

  /** What is in force here: the last activation whose model was not refused. */
  private Optional<Activation> inUse(Timeline timeline, long now) {
    return timeline.upTo(now).stream()
        .filter(activation -> opener.refusal(activation.model()) == null)
        .reduce((before, after) -> after);
  }

  private static List<PreparedBundle> latest(List<PreparedBundle> waiting) {
    return waiting.subList(Math.max(0, waiting.size() - WAITING_KEPT), waiting.size());
  }

  private void announce(String route, Activation inForce) {
    Activation before = serving.get(route);
    Refused refusal = opener.refusal(inForce.model());
    if (refusal != null) {
      serving.remove(route);
      if (!inForce.equals(passedOver.put(route, inForce))) {
        answers.about(route, inForce, refusal);
      }
    } else if (!inForce.equals(before) && residents.contains(inForce.model().digest())) {
      answers.about(route, inForce, ModelState.ACTIVE, null);
      serving.put(route, inForce);
      passedOver.remove(route);
      if (before != null) {
        answers.about(route, before, superseded(route, before), null);
      }
    }
  }

  private ModelState superseded(String route, Activation before) {
    boolean prepared =
        before.offset() < 0 || history.prepared(route).containsKey(before.model().digest());
    return prepared ? ModelState.PREPARED : ModelState.RETIRED;
  }

  /**
   * Returns whether every route has a model open that may tag records of now.
   *
   * @throws AllRefusedException if one can have none
   */
  boolean isReady(long now) throws AllRefusedException {
    boolean ready = true;
    for (Timeline timeline : history.timelines().values()) {
      Activation inUse =
          inUse(timeline, now)
              .orElseThrow(
                  () ->
                      new AllRefusedException(
                          Objects.requireNonNull(
                              opener.refusal(timeline.activations().get(0).model()))));
      ready &= residents.contains(inUse.model().digest());
    }
    return ready;
  }

  /** Not even the configured bundle can be used. */
  static final class AllRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    AllRefusedException(Refused refusal) {
      super(refusal.message());
    }
  }
}
