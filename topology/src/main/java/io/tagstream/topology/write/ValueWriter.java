package io.tagstream.topology.write;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;

/**
 * Turns values for one topic into bytes. Belongs to one task and its thread, which closes it.
 *
 * @param <T> what is written
 */
public final class ValueWriter<T> implements AutoCloseable {
  private final String topic;
  private final Serde<T> serde;

  /**
   * @param topic topic the values go to, which names their subject in the registry
   * @param serde a configured serde, closed with this writer
   */
  public ValueWriter(String topic, Serde<T> serde) {
    this.topic = topic;
    this.serde = serde;
  }

  /**
   * Serializes a value.
   *
   * @param headers of the output record; the serializer may add to them
   * @throws RuntimeException if the registry is away or refuses the schema; no later value would
   *     fare better, so this is never the fault of one event
   */
  public byte[] write(Headers headers, T value) {
    return serde.serializer().serialize(topic, headers, value);
  }

  @Override
  public void close() {
    serde.close();
  }
}
