package io.tagstream.topology.time;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Reads the timestamp of a record and never throws. Kafka Streams drops a record whose extracted
 * timestamp is negative, and stream time never recovers from one that lies years ahead; so an
 * incredible timestamp is replaced by the time its partition has reached, and the original travels
 * on with the record, in a header, for {@link EventTime} to find. Called by stream threads; safe
 * for several.
 *
 * <p>The tagging processor must be reached from the source without a topic in between (of a
 * repartition, for example). Behind one the original is an ordinary header without a meaning: the
 * record would be tagged under the replaced timestamp, and the header passed on.
 */
public final class BoundedTimestampExtractor implements TimestampExtractor {
  private final TimestampLimits limits;

  public BoundedTimestampExtractor(TimestampLimits limits) {
    this.limits = limits;
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    if (limits.allow(record.timestamp())) {
      return record.timestamp();
    }
    record.headers().add(new OriginalTimestamp(record.timestamp()));
    // Before the partition's first credible record its time is -1; 0 holds back no later record.
    return Math.max(partitionTime, 0);
  }
}
