package io.tagstream.topology.tagging;

import io.tagstream.schemas.SourceCoordinates;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A record to tag, and where it comes from. Key, value and headers are changed by nobody.
 *
 * @param record with its original key, value, headers and timestamp
 * @param source topic, partition and offset; an empty topic and -1 for a record from no topic
 */
public record TextRecord(Record<byte[], byte[]> record, SourceCoordinates source) {

  /**
   * Copies a polled record, so that it is still what was polled when another processor, or a
   * deserializer, has changed its bytes in place; headers are added to by the timestamp extractor.
   *
   * @param polled with a timestamp that is not negative
   */
  public static TextRecord copyOf(ConsumerRecord<byte[], byte[]> polled) {
    byte[] key = polled.key();
    byte[] value = polled.value();
    return new TextRecord(
        new Record<>(
            key == null ? null : key.clone(),
            value == null ? null : value.clone(),
            polled.timestamp(),
            polled.headers()),
        new SourceCoordinates(polled.topic(), polled.partition(), polled.offset()));
  }

  /** Returns the key, or null if the text belongs to no stream. */
  public byte @Nullable [] key() {
    return record.key();
  }

  /** Returns the value, or null where the stream of the key ends. */
  public byte @Nullable [] value() {
    return record.value();
  }

  /** Returns the timestamp in milliseconds since the epoch. */
  public long timestamp() {
    return record.timestamp();
  }

  /** Returns the headers. */
  public Headers headers() {
    return record.headers();
  }

  /** Returns whether another record is the same in everything that its tags depend on. */
  public boolean sameAs(TextRecord other) {
    return timestamp() == other.timestamp()
        && Arrays.equals(key(), other.key())
        && Arrays.equals(value(), other.value())
        && headers().equals(other.headers())
        && source.equals(other.source);
  }
}
