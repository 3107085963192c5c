package io.tagstream.topology.control;

import io.tagstream.model.ModelId;
import io.tagstream.model.serving.ResidentTaggers;
import io.tagstream.topology.control.Opened.Cause;
import io.tagstream.topology.control.Opened.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Sees to it that the models are open that records may need, and others are not. Belongs to the
 * control thread.
 */
final class OpenModels {
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
  private final int othersKept;

  /** Where records are, by route: the earliest time that their model was asked for lately. */
  private final Map<String, Long> places = new TreeMap<>();

  /** When refused models were tried again last, in milliseconds since the epoch. */
  private long triedAgain;

  /**
   * @param othersKept how many models stay open that are not wanted now
   */
  OpenModels(ModelHistory history, ModelOpener opener, ResidentTaggers residents, int othersKept) {
    this.history = history;
    this.opener = opener;
    this.residents = residents;
    this.othersKept = othersKept;
  }

  /** Returns those of the models that wait for their activation which are opened before it. */
  List<PreparedBundle> waiting(String route) {
    List<PreparedBundle> waiting = history.waiting(route);
    return waiting.subList(Math.max(0, waiting.size() - WAITING_KEPT), waiting.size());
  }

  /**
   * Opens what is wanted now and lets go of what is not.
   *
   * @param now wall-clock time in milliseconds since the epoch
   * @param asked the earliest time that the model of a route was asked for since the last time this
   *     was called, or {@link Long#MAX_VALUE} if it was not
   */
  void keep(long now, ToLongFunction<String> asked) {
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
    }
    residents.retain(wanted, othersKept, GRACE);
    if (now - triedAgain > TRY_AGAIN.toMillis()) {
      triedAgain = now;
      tryAgain(now);
    }
  }

  private List<ModelId> wanted(String route, Timeline timeline, long now) {
    List<ModelId> wanted = new ArrayList<>();
    inUse(timeline, now).ifPresent(activation -> wanted.add(activation.model()));
    addFrom(now, timeline, wanted);
    // Records that lag come to an activation later than the clock.
    Long place = places.get(route);
    if (place != null && place < now) {
      addFrom(place, timeline, wanted);
    }
    waiting(route).stream()
        .filter(bundle -> residents.contains(bundle.model().digest()))
        .forEach(bundle -> wanted.add(bundle.model()));
    return wanted;
  }

  private static void addFrom(long time, Timeline timeline, List<ModelId> wanted) {
    wanted.add(timeline.at(time).model());
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

  /**
   * Returns whether every route has a model open that may tag records of now.
   *
   * @throws AllRefusedException if one can have none
   */
  boolean areReady(long now) throws AllRefusedException {
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
