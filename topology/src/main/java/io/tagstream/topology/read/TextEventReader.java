package io.tagstream.topology.read;

import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.deadletter.RejectedEventException;
import org.apache.kafka.common.header.Headers;

/**
 * Reads a text event from the value of a record. Belongs to one task: it is called by one thread at
 * a time, and whoever made it closes it.
 */
public interface TextEventReader extends AutoCloseable {

  /**
   * Reads a value. Lone surrogates, which UTF-8 cannot express, do not occur in the event's text.
   *
   * @param topic topic the record was read from
   * @param headers headers of the record; not changed
   * @param value the value, never null: a record without one is no text event
   * @throws RejectedEventException if this value is no text event, now or later
   * @throws RuntimeException if it cannot be told, for example because the schema registry is away;
   *     the same value may be read later
   */
  TextEvent read(String topic, Headers headers, byte[] value) throws RejectedEventException;

  @Override
  void close();

  /** Makes the reader that {@code tagstream.input.format} asks for. */
  static TextEventReader of(TaggingConfig config) {
    return switch (config.inputFormat()) {
      case AVRO -> new AvroTextEventReader(config.newValueSerde(TextEvent.class));
      case JSON -> new JsonTextEventReader(config);
      case TEXT -> new PlainTextEventReader();
    };
  }
}
