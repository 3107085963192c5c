package io.tagstream.topology.deadletter;

import io.tagstream.schemas.DeadLetter;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A dead letter ready to be sent.
 *
 * @param letter the dead letter
 * @param record the same as a record that the producer accepts
 */
public record WrittenDeadLetter(DeadLetter letter, Record<byte[], byte[]> record) {}
