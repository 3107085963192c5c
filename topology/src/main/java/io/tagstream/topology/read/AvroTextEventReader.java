package io.tagstream.topology.read;

import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.deadletter.RejectedEventException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Reads text events in the schema registry's wire format, prefix and header form, by a serde. */
final class AvroTextEventReader implements TextEventReader {
  private final Serde<TextEvent> serde;

  AvroTextEventReader(Serde<TextEvent> serde) {
    this.serde = serde;
  }

  @Override
  public TextEvent read(String topic, Headers headers, byte[] value) throws RejectedEventException {
    Object event = deserialize(topic, headers, value);
    if (event instanceof TextEvent textEvent) {
      return textEvent;
    }
    throw new RejectedEventException(
        DeadLetterReason.INCOMPATIBLE_SCHEMA,
        "Value of %d bytes: expected an Avro record io.tagstream.schemas.TextEvent, found %s. Write text events to topic '%s', or leave it out of tagstream.input.topics."
            .formatted(value.length, event == null ? "null" : event.getClass().getName(), topic));
  }

  @Override
  public void close() {
    serde.close();
  }

  // An Object, because a foreign serde may hand back any record that the registry knows.
  private @Nullable Object deserialize(String topic, Headers headers, byte[] value)
      throws RejectedEventException {
    try {
      Deserializer<?> deserializer = serde.deserializer();
      return deserializer.deserialize(topic, headers, value);
    } catch (RuntimeException failure) {
      throw SerdeFailure.rejection(failure, value.length);
    }
  }
}
