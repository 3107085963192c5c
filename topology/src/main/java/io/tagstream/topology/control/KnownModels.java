package io.tagstream.topology.control;

import io.tagstream.model.ModelId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of the control topic at some moment. Immutable.
 *
 * @param timelines of all routes
 * @param knownUntil no command that is still to come holds for a record with a timestamp before
 *     this, in milliseconds since the epoch
 */
record KnownModels(Map<String, Timeline> timelines, long knownUntil) {
  KnownModels {
    timelines = Map.copyOf(timelines);
  }

  /** Only the configured bundle serves, and nothing is to come. */
  static KnownModels fixed(Iterable<String> routes, ModelId configured) {
    Map<String, Timeline> timelines = new TreeMap<>();
    routes.forEach(route -> timelines.put(route, Timeline.of(configured)));
    return new KnownModels(timelines, Long.MAX_VALUE);
  }

  /** Returns the same before anything was read. */
  KnownModels nothingKnown() {
    return new KnownModels(timelines, Long.MIN_VALUE);
  }

  /** Returns what held on a route up to a time, in the order in which it came to hold. */
  List<Activation> upTo(String route, long timestamp) {
    Timeline timeline = timelines.get(route);
    if (timeline == null) {
      throw new IllegalArgumentException(
          "route: expected one of %s, found '%s'".formatted(timelines.keySet(), route));
    }
    return timeline.upTo(timestamp);
  }

  boolean covers(long timestamp) {
    return timestamp < knownUntil;
  }
}
