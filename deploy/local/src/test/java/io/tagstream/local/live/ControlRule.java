package io.tagstream.local.live;

import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which model a record must have got, worked out from the records of the control topic alone, by
 * the rule as it is written down: of the activations that hold, that with the highest {@code
 * effectiveFrom} that is not after the record's timestamp; the later command, where two have the
 * same. It looks at every activation for every record, so that it cannot go wrong.
 */
final class ControlRule {
  private final long leadMillis;
  private final List<Activation> activations = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> prepared = new HashSet<>();
  private final String configured;

  /**
   * Something that holds.
   *
   * @param route null for that of the configured bundle, which is there on every route
   * @param instead what held in its place before
   */
  private record Activation(
      @Nullable String route, long effectiveFrom, String digest, @Nullable Activation instead) {}

  /**
   * @param configured digest of the model that serves before any command
   */
  ControlRule(String configured, long leadMillis) {
    this.configured = configured;
    this.leadMillis = leadMillis;
    activations.add(new Activation(null, Long.MIN_VALUE, configured, null));
  }

  /**
   * Takes the next command that can be read.
   *
   * @param appendTime when the broker wrote it, in milliseconds since the epoch
   */
  void add(long appendTime, ModelCommand command) {
    if (!ids.add(command.getId())) {
      return;
    }
    ModelReference model = command.getModel();
    String route = command.getRoute();
    Long from = command.getEffectiveFrom();
    boolean inTime = from != null && from >= appendTime + leadMillis;
    switch (command.getAction()) {
      case PREPARE -> prepared.add(route + " " + digest(model));
      case RETIRE -> {
        if (!isInUse(route, appendTime, digest(model))) {
          prepared.remove(route + " " + digest(model));
        }
      }
      case ACTIVATE -> {
        if (inTime && model != null && prepared.contains(route + " " + digest(model))) {
          Activation before = holding(route, from);
          activations.add(new Activation(route, from, digest(model), before));
        }
      }
      case ROLLBACK -> {
        Activation back = inTime ? holding(route, from).instead : null;
        if (back != null && from != null && isUsable(route, back)) {
          activations.add(new Activation(route, from, back.digest, back.instead));
        }
      }
      case UNKNOWN -> {
        // It means nothing.
      }
    }
  }

  private static String digest(@Nullable ModelReference model) {
    return model == null ? "none" : model.getDigest();
  }

  private boolean isUsable(String route, Activation activation) {
    return activation.digest.equals(configured)
        || prepared.contains(route + " " + activation.digest);
  }

  private boolean isInUse(String route, long now, String digest) {
    return holding(route, now).digest.equals(digest)
        || activations.stream()
            .anyMatch(
                activation ->
                    route.equals(activation.route)
                        && activation.effectiveFrom > now
                        && activation.digest.equals(digest));
  }

  private Activation holding(String route, long timestamp) {
    Activation holding = null;
    for (Activation activation : activations) {
      boolean applies =
          (activation.route == null || activation.route.equals(route))
              && activation.effectiveFrom <= timestamp;
      // Commands come in the order of their offsets: the later one of two with the same time wins.
      if (applies && (holding == null || activation.effectiveFrom >= holding.effectiveFrom)) {
        holding = activation;
      }
    }
    return Objects.requireNonNull(holding, "the configured bundle holds for all times");
  }

  /** Returns the digest of the model that a record gets. */
  String at(String route, long timestamp) {
    return holding(route, timestamp).digest;
  }
}
