package io.tagstream.topology.process;

import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Hands on the bytes an outcome already has; the value serializer of sinks behind the processor.
 */
public final class TaggingOutcomeSerializer implements Serializer<TaggingOutcome> {

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable TaggingOutcome outcome) {
    return outcome == null ? null : outcome.bytes();
  }
}
