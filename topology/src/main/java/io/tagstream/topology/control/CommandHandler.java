package io.tagstream.topology.control;

import io.tagstream.model.ModelId;
import io.tagstream.model.serving.ResidentTaggers;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelState;
import io.tagstream.topology.control.Opened.Refused;
import io.tagstream.topology.control.Verdict.Activate;
import io.tagstream.topology.control.Verdict.Prepare;
import io.tagstream.topology.control.Verdict.Repeated;
import io.tagstream.topology.control.Verdict.Retire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one instance does about the commands of the control topic: it opens what may be needed, lets
 * go of what is not, and says how far it has come. Commands of the past are not answered; what they
 * have come to is said once. Belongs to the control thread.
 */
final class CommandHandler {
  /** Of more models on a route that are prepared and wait for their activation, the last ones. */
  private static final int WAITING_KEPT = 4;

  /** How long a model is kept after its last use in any case, for the next record may need it. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

  private final ModelHistory history;
  private final ModelOpener opener;
  private final ResidentTaggers residents;
  private final Answers answers;
  private final int othersKept;
  private final Map<String, PreparedBundle> bundles;

  /** What was said last to be in force, by route. */
  private final Map<String, Activation> serving = new TreeMap<>();

  /** What was said last not to be used, by route. */
  private final Map<String, Activation> passedOver = new TreeMap<>();

  private boolean live;

  /** When refused models were tried again last, in milliseconds since the epoch. */
  private long triedAgain;

  /**
   * @param bundles where bundles lie that models are to be opened from, by digest; filled here and
   *     read by other threads
   * @param othersKept how many models stay open that are not wanted now
   */
  CommandHandler(
      ModelHistory history,
      ModelOpener opener,
      ResidentTaggers residents,
      Answers answers,
      Map<String, PreparedBundle> bundles,
      int othersKept) {
    this.history = history;
    this.opener = opener;
    this.residents = residents;
    this.answers = answers;
    this.bundles = bundles;
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
      bundles.put(prepare.bundle().model().digest(), prepare.bundle());
    }
    if (live) {
      answer(logged, verdict);
    }
    return verdict;
  }

  /** The commands of the past have been read: what they have come to is done, and said. */
  void begin() {
    live = true;
    for (String route : history.timelines().keySet()) {
      waiting(route).forEach(this::prepare);
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
    opener.prepare(bundle.model(), opened -> answers.about(bundle, opened));
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
    if (first instanceof Prepare prepare) {
      Refused refusal = opener.refusal(prepare.bundle().model());
      if (refusal != null) {
        answers.about(prepare.bundle(), refusal);
      } else {
        answers.about(
            prepare.bundle(),
            residents.contains(prepare.bundle().model().digest())
                ? ModelState.PREPARED
                : ModelState.PREPARING);
        opener.prepare(prepare.bundle().model(), opened -> answers.about(prepare.bundle(), opened));
      }
    } else if (first instanceof Activate activate
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
    Set<String> wanted = new HashSet<>();
    for (Map.Entry<String, Timeline> route : history.timelines().entrySet()) {
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
      if (refusal != null && refusal.passing()) {
        opener.tryAgain(model);
      }
    }
  }

  private List<ModelId> wanted(String route, Timeline timeline, long now) {
    List<ModelId> wanted = new ArrayList<>();
    inUse(timeline, now).ifPresent(activation -> wanted.add(activation.model()));
    wanted.add(timeline.at(now).model());
    timeline.after(now).forEach(activation -> wanted.add(activation.model()));
    waiting(route).forEach(bundle -> wanted.add(bundle.model()));
    return wanted;
  }

  /** What is in force here: the last activation whose model was not refused. */
  private Optional<Activation> inUse(Timeline timeline, long now) {
    return timeline.upTo(now).stream()
        .filter(activation -> opener.refusal(activation.model()) == null)
        .reduce((before, after) -> after);
  }

  /** Prepared on a route, and not activated since. */
  private List<PreparedBundle> waiting(String route) {
    Timeline timeline = Objects.requireNonNull(history.timelines().get(route));
    List<PreparedBundle> waiting =
        history.prepared(route).values().stream()
            .filter(
                bundle ->
                    timeline.activations().stream()
                        .noneMatch(
                            activation ->
                                activation.offset() > bundle.offset()
                                    && activation.model().equals(bundle.model())))
            .sorted(Comparator.comparingLong(PreparedBundle::offset))
            .toList();
    return waiting.subList(Math.max(0, waiting.size() - WAITING_KEPT), waiting.size());
  }

  private void announce(String route, Activation inForce) {
    Activation before = serving.get(route);
    if (inForce.equals(before)) {
      return;
    }
    Refused refusal = opener.refusal(inForce.model());
    if (refusal != null) {
      if (!inForce.equals(passedOver.put(route, inForce))) {
        answers.about(route, inForce, refusal);
      }
    } else if (residents.contains(inForce.model().digest())) {
      answers.about(route, inForce, ModelState.ACTIVE, null);
      serving.put(route, inForce);
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
