package io.tagstream.testkit;

import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a serde from elsewhere, such as Confluent's: made by class name, configured, and free
 * to fail in its own ways. It marks the outputs it writes with a header, throws the exception set
 * under {@code stub.failure}, cannot be configured for the type named under {@code
 * stub.unconfigurable}, and counts the open ones of its kind under {@code stub.open}.
 */
public final class StubSerde<T extends SpecificRecord>
    implements Serde<T>, Serializer<T>, Deserializer<T> {
  static final String FAILURE = "stub.failure";
  static final String RETURNED = "stub.returned";
  static final String OPEN = "stub.open";
  static final String UNCONFIGURABLE = "stub.unconfigurable";
  static final String WRITTEN_HEADER = "written-by-stub";

  private static final String INPUT_TOPIC = "text-events";

  private final SpecificAvroSerde<T> delegate = new SpecificAvroSerde<>();
  private @Nullable RuntimeException failure;
  private @Nullable Object returned;
  private @Nullable AtomicInteger open;

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    Object type = configs.get("specific.avro.value.type");
    if (type != null && type.equals(configs.get(UNCONFIGURABLE))) {
      throw new IllegalStateException("cannot be configured");
    }
    delegate.configure(configs, isKey);
    open = (AtomicInteger) configs.get(OPEN);
    if (open != null) {
      open.incrementAndGet();
    }
    failure = (RuntimeException) configs.get(FAILURE);
    returned = configs.get(RETURNED);
  }

  @Override
  public Serializer<T> serializer() {
    return this;
  }

  @Override
  public Deserializer<T> deserializer() {
    return this;
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T value) {
    throw new AssertionError("expected a call with headers");
  }

  @Override
  public byte @Nullable [] serialize(String topic, Headers headers, @Nullable T value) {
    if (!topic.equals(INPUT_TOPIC)) {
      headers.add(WRITTEN_HEADER, new byte[0]);
    }
    return delegate.serializer().serialize(topic, headers, value);
  }

  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
    throw new AssertionError("expected a call with headers");
  }

  @Override
  @SuppressWarnings("unchecked") // A foreign serde may hand back anything; that is the point.
  public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] bytes) {
    if (failure != null && topic.equals(INPUT_TOPIC)) {
      throw failure;
    }
    if (returned != null && topic.equals(INPUT_TOPIC)) {
      return (T) returned;
    }
    return delegate.deserializer().deserialize(topic, headers, bytes);
  }

  @Override
  public void close() {
    delegate.close();
    if (open != null) {
      open.decrementAndGet();
    }
  }
}
