package io.tagstream.topology.deadletter;

import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.SourceCoordinates;
import org.apache.kafka.streams.processor.api.Record;

/**
 * An input record that cannot be tagged, and why.
 *
 * @param input the record; its headers are those it came with
 * @param source where it was read
 * @param timestamp the timestamp it came with, in milliseconds since the epoch, perhaps negative
 * @param reason why it cannot be tagged
 * @param message what was expected, what was found and what to do; never the text of the event
 */
public record RejectedRecord(
    Record<byte[], byte[]> input,
    SourceCoordinates source,
    long timestamp,
    DeadLetterReason reason,
    String message) {}
