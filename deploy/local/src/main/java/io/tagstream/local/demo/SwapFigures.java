package io.tagstream.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.schemas.ModelReference;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.TaggedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Counts which model answered what, and how late. Belongs to one thread. */
final class SwapFigures {
  private static final double P99 = 0.99;
  private static final long NEAR_MS = 1_000;

  private final Map<ModelReference, Share> shares = new LinkedHashMap<>();
  private final Set<SourceCoordinates> answered = new HashSet<>();
  private int doubled;
  private int provisional;

  /** What one model has answered. */
  private static final class Share {
    private final List<long[]> timesAndLatencies = new ArrayList<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    void add(long timestamp, long latencyMs) {
      first = Math.min(first, timestamp);
      last = Math.max(last, timestamp);
      timesAndLatencies.add(new long[] {timestamp, latencyMs});
    }

    int texts() {
      return timesAndLatencies.size();
    }

    /** The 99th percentile of what was sent before a time. */
    long p99(long end) {
      List<Long> latencies =
          timesAndLatencies.stream()
              .filter(text -> text[0] < end)
              .map(text -> text[1])
              .collect(Collectors.toCollection(ArrayList::new));
      Collections.sort(latencies);
      return latencies.isEmpty() ? 0 : latencies.get((int) (P99 * (latencies.size() - 1)));
    }
  }

  /**
   * Counts an answer.
   *
   * @param latencyMs milliseconds between its sending and its being read
   * @return whether it is the first of its model
   */
  boolean add(TaggedText text, long timestamp, long latencyMs) {
    doubled += answered.add(text.getSource()) ? 0 : 1;
    provisional += text.getModelProvisional() ? 1 : 0;
    boolean first = !shares.containsKey(text.getModel());
    shares.computeIfAbsent(text.getModel(), model -> new Share()).add(timestamp, latencyMs);
    return first;
  }

  /** Returns how many models have answered. */
  int models() {
    return shares.size();
  }

  /**
   * Returns whether two models have answered, each text once, and no text of one's time by the
   * other.
   */
  boolean isOneAfterTheOther() {
    List<Share> both = List.copyOf(shares.values());
    return both.size() == 2 && doubled == 0 && both.get(0).last < both.get(1).first;
  }

  String words() {
    StringBuilder words = new StringBuilder();
    shares.forEach(
        (model, share) ->
            words.append(
                String.format(
                    Locale.ROOT,
                    "%n%,7d texts by %s %s, 99 of 100 read back within %d ms (%d ms in its first second)",
                    share.texts(),
                    model.getName(),
                    model.getVersion(),
                    share.p99(Long.MAX_VALUE),
                    share.p99(share.first + NEAR_MS))));
    return words
        .append(String.format(Locale.ROOT, "%n%,7d answered twice", doubled))
        .append(
            isOneAfterTheOther()
                ? ", none by the first model with or after a text by the second"
                : "")
        .append(String.format(Locale.ROOT, "; %,d provisional.", provisional))
        .toString();
  }

  /** Writes the figures into an object, and returns it. */
  ObjectNode json(ObjectNode object) {
    object.put("texts", answered.size()).put("doubled", doubled).put("provisional", provisional);
    object.put("oneAfterTheOther", isOneAfterTheOther());
    shares.forEach(
        (model, share) ->
            object
                .withArray("models")
                .addObject()
                .put("name", model.getName())
                .put("version", model.getVersion())
                .put("digest", model.getDigest())
                .put("texts", share.texts())
                .put("firstTimestamp", share.first)
                .put("lastTimestamp", share.last)
                .put("p99Ms", share.p99(Long.MAX_VALUE))
                .put("p99FirstSecondMs", share.p99(share.first + NEAR_MS)));
    return object;
  }
}
