package io.tagstream.app.model;

import io.tagstream.schemas.ModelState;
import io.tagstream.schemas.ModelStatus;
import io.tagstream.topology.control.PreparedBundle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the instances that run have answered about one command so far. Used by one thread. */
final class Answers {
  /** What every instance should come to. */
  enum Goal {
    PREPARED("prepared"),
    ACTIVE("active"),
    RETIRED("retired");

    final String words;

    Goal(String words) {
      this.words = words;
    }

    /** Returns whether an instance that says so has come to it. */
    boolean isReachedBy(@Nullable ModelState state) {
      return switch (this) {
        // What serves is prepared, too.
        case PREPARED -> state == ModelState.PREPARED || state == ModelState.ACTIVE;
        case ACTIVE -> state == ModelState.ACTIVE;
        case RETIRED -> state == ModelState.RETIRED;
      };
    }
  }

  /**
   * What an instance said last.
   *
   * @param state null as long as it has said nothing
   * @param reasonCode why it refused, if it did
   * @param message the same in words
   * @param after how long after the command that was heard
   */
  record Answer(
      String instance,
      @Nullable ModelState state,
      @Nullable String reasonCode,
      @Nullable String message,
      Duration after) {
    boolean isRejected() {
      return state == ModelState.REJECTED;
    }
  }

  private final Goal goal;
  private final Predicate<ModelStatus> concerned;
  private final Map<String, Answer> heard = new TreeMap<>();
  private final Map<String, Long> times = new TreeMap<>();
  private Set<String> expected = new TreeSet<>();

  private Answers(Goal goal, Predicate<ModelStatus> concerned) {
    this.goal = goal;
    this.concerned = concerned;
  }

  /** Answers to a command. */
  static Answers to(String commandId, Goal goal) {
    return new Answers(goal, status -> status.getCommandId().equals(commandId));
  }

  /**
   * Answers to the command that prepared a bundle, and whatever else shows that it is prepared: an
   * instance that began later may only say that it serves.
   */
  static Answers about(PreparedBundle bundle) {
    return new Answers(
        Goal.PREPARED,
        status -> status.getCommandId().equals(bundle.command().getId()) || shows(status, bundle));
  }

  private static boolean shows(ModelStatus status, PreparedBundle bundle) {
    return Goal.PREPARED.isReachedBy(status.getState())
        && status.getCommandOffset() >= bundle.offset()
        && status.getRoute().equals(bundle.route())
        && status.getModel() != null
        && status.getModel().getDigest().equals(bundle.model().digest());
  }

  Goal goal() {
    return goal;
  }

  /** From now on answers of exactly these instances are waited for. */
  void expect(Fleet fleet) {
    expected = new TreeSet<>(fleet.instances());
  }

  /**
   * Takes what an instance says.
   *
   * @param after how long after the command it is heard
   */
  void accept(ModelStatus status, Duration after) {
    String instance = status.getInstance();
    Answer before = heard.get(instance);
    boolean wasActive = goal == Goal.ACTIVE && before != null && isReached(before);
    boolean isOlder = status.getTimestamp() < times.getOrDefault(instance, Long.MIN_VALUE);
    // What has served may be superseded while others are waited for.
    if (!concerned.test(status) || wasActive || isOlder) {
      return;
    }
    times.put(instance, status.getTimestamp());
    heard.put(
        instance,
        new Answer(
            instance, status.getState(), status.getReasonCode(), status.getMessage(), after));
  }

  /** Returns the last answer of each instance that runs, in the order of their names. */
  List<Answer> all() {
    return expected.stream()
        .map(name -> heard.getOrDefault(name, new Answer(name, null, null, null, Duration.ZERO)))
        .toList();
  }

  /** Returns whether nothing more is to be waited for. */
  boolean areSettled() {
    return all().stream().allMatch(answer -> isReached(answer) || answer.isRejected());
  }

  /** Returns those that have not come to the goal. */
  List<Answer> missing() {
    return all().stream().filter(answer -> !isReached(answer)).toList();
  }

  /** Says how many of the instances have come to the goal. */
  String where() {
    int instances = all().size();
    return instances == 0
        ? "by no instance, for none runs"
        : "on %d of %d instances".formatted(instances - missing().size(), instances);
  }

  /** Returns how long it took until the last of all was there. */
  Duration took() {
    return all().stream().map(Answer::after).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private boolean isReached(Answer answer) {
    return goal.isReachedBy(answer.state());
  }
}
