package io.tagstream.app.model;

import io.tagstream.topology.read.SerdeFailure;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Reads values of the topics of commands and of statuses, as instances do. */
final class ControlValues {
  private ControlValues() {}

  /**
   * Returns what a record says, or null if it is nothing of that kind.
   *
   * @throws RuntimeException if the registry is away, for then nobody knows
   */
  static <T extends SpecificRecord> @Nullable T read(
      Serde<T> serde, ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      return null;
    }
    try {
      return serde.deserializer().deserialize(record.topic(), record.headers(), value);
    } catch (RuntimeException failure) {
      // Throws what is not the value's fault.
      SerdeFailure.rejection(failure, value.length);
      return null;
    }
  }
}
