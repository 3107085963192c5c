package io.tagstream.topology.control;

import io.tagstream.model.serving.ResidentTaggers;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelState;
import io.tagstream.topology.control.OpenModels.AllRefusedException;
import io.tagstream.topology.control.Opened.Refused;
import io.tagstream.topology.control.Verdict.Activate;
import io.tagstream.topology.control.Verdict.Prepare;
import io.tagstream.topology.control.Verdict.Repeated;
import io.tagstream.topology.control.Verdict.Retire;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * What one instance does about the commands of the control topic: it opens what may be needed, lets
 * go of what is not, and says how far it has come. Commands of the past are not answered; what they
 * have come to is said once. Belongs to the control thread.
 */
final class CommandHandler {
  private final ModelHistory history;
  private final ModelOpener opener;
  private final ResidentTaggers residents;
  private final Answers answers;
  private final OpenModels models;
  private final Consumer<PreparedBundle> orders;

  /** What was said last to be in force, by route. */
  private final Map<String, Activation> serving = new TreeMap<>();

  /** What was said last not to be used, by route. */
  private final Map<String, Activation> passedOver = new TreeMap<>();

  private boolean live;

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
    this.models = new OpenModels(history, opener, residents, othersKept);
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
      models.waiting(route).forEach(this::prepare);
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
    models.keep(now, asked);
    history.timelines().forEach((route, timeline) -> announce(route, timeline.at(now)));
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
    return models.areReady(now);
  }
}
