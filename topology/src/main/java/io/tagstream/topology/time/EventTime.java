package io.tagstream.topology.time;

import java.util.OptionalLong;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The timestamp a record came with.
 *
 * @param timestamp milliseconds since the epoch, perhaps negative
 * @param credible whether it lies within the limits
 */
public record EventTime(long timestamp, boolean credible) {

  /**
   * Finds the timestamp of a record, whichever extractor its source uses. What {@link
   * BoundedTimestampExtractor} has judged is not judged again: the clock has moved on since.
   */
  public static EventTime of(Record<?, ?> record, TimestampLimits limits) {
    OptionalLong original = OriginalTimestamp.in(record.headers());
    return original.isPresent()
        ? new EventTime(original.getAsLong(), false)
        : new EventTime(record.timestamp(), limits.allow(record.timestamp()));
  }

  /** Takes out of the headers what {@link BoundedTimestampExtractor} put there. */
  public static void clean(Headers headers) {
    OriginalTimestamp.removeFrom(headers);
  }
}
