package io.tagstream.local.bench.swaps;

import io.tagstream.schemas.ModelAction;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which model a record must have been tagged by, read off the control topic once it is complete:
 * the latest activation whose {@code effectiveFrom} is not after the timestamp, the later command
 * where two are the same; an activation written less than the lead before it holds is none. Models
 * are numbered in the order in which they are first seen, the configured one is 0. Knows one route,
 * and the commands this benchmark sends. Belongs to one thread.
 */
final class ModelTimeline {
  private final long leadMillis;
  private final List<String> digests = new ArrayList<>();
  private final List<Activation> activations = new ArrayList<>();
  private int late;

  /**
   * From when on a model serves.
   *
   * @param offset of the command
   * @param model its number
   */
  record Activation(long effectiveFrom, long offset, int model) {
    private static final Comparator<Activation> ORDER =
        Comparator.comparingLong(Activation::effectiveFrom).thenComparingLong(Activation::offset);
  }

  /**
   * Makes a timeline without activations.
   *
   * @param configured digest of the model that serves before the first
   * @param lead how long before it holds an activation must have been written
   */
  ModelTimeline(String configured, Duration lead) {
    digests.add(configured);
    leadMillis = lead.toMillis();
  }

  /**
   * Adds a command.
   *
   * @param appended when the broker wrote it, in milliseconds since the epoch
   */
  void add(long offset, long appended, ModelCommand command) {
    ModelReference model = command.getModel();
    Long effectiveFrom = command.getEffectiveFrom();
    if (command.getAction() != ModelAction.ACTIVATE || model == null || effectiveFrom == null) {
      return;
    }
    if (effectiveFrom < appended + leadMillis) {
      late++;
      return;
    }
    activations.add(new Activation(effectiveFrom, offset, number(model.getDigest())));
    activations.sort(Activation.ORDER);
  }

  private int number(String digest) {
    if (!digests.contains(digest)) {
      digests.add(digest);
    }
    return digests.indexOf(digest);
  }

  /** Returns the number of the model that serves at a time. */
  int at(long timestamp) {
    int below = 0;
    int above = activations.size();
    while (below < above) {
      int middle = (below + above) >>> 1;
      if (activations.get(middle).effectiveFrom <= timestamp) {
        below = middle + 1;
      } else {
        above = middle;
      }
    }
    return below == 0 ? 0 : activations.get(below - 1).model;
  }

  /** Returns the number of a model, or -1 if it was never to serve. */
  int of(String digest) {
    return digests.indexOf(digest);
  }

  /** Returns when models took over, in order. */
  long[] effectiveFrom() {
    return activations.stream().mapToLong(Activation::effectiveFrom).toArray();
  }

  /** Returns how many activations were too late to count. */
  int late() {
    return late;
  }
}
