package io.tagstream.topology.read;

import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.registry.RegistryException;
import io.tagstream.schemas.serde.UnreadableBytesException;
import io.tagstream.topology.deadletter.RejectedEventException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a deserializer failed because of the value it was given or because of the world
 * around it. Tagstream's own serde says so by type. Of a foreign one (Confluent's) the causes are
 * looked at: a status of the registry, a broken connection, Avro's refusal to resolve schemas.
 */
final class SerdeFailure {
  /** Failures that say nothing about the value: the same bytes may be readable later. */
  private static final List<Class<? extends Throwable>> SURROUNDINGS =
      List.of(
          SocketException.class,
          UnknownHostException.class,
          InterruptedIOException.class,
          HttpTimeoutException.class,
          SSLException.class,
          ApiException.class,
          ConfigException.class);

  private static final int NOT_FOUND = 404;

  private SerdeFailure() {}

  /**
   * Returns the rejection of a value, or throws the failure if it is not the value's fault.
   *
   * @param valueSize size of the value in bytes
   */
  static RejectedEventException rejection(RuntimeException failure, int valueSize) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isSurroundings(cause)) {
        throw failure;
      }
      RejectedEventException rejection = verdict(cause, valueSize);
      if (rejection != null) {
        return rejection;
      }
    }
    if (failure instanceof SerializationException || failure instanceof AvroRuntimeException) {
      return foreign(
          DeadLetterReason.UNREADABLE,
          valueSize,
          "an Avro record framed by the schema registry",
          failure);
    }
    throw failure;
  }

  private static boolean isSurroundings(Throwable cause) {
    if (cause instanceof RegistryException registry) {
      return registry.reason() != RegistryException.Reason.UNKNOWN;
    }
    OptionalInt status = foreignStatus(cause);
    return (status.isPresent() && status.getAsInt() != NOT_FOUND)
        || SURROUNDINGS.stream().anyMatch(type -> type.isInstance(cause));
  }

  private static @Nullable RejectedEventException verdict(Throwable cause, int valueSize) {
    if (cause instanceof RegistryException own) {
      return new RejectedEventException(
          DeadLetterReason.UNKNOWN_SCHEMA, String.valueOf(own.getMessage()));
    }
    if (cause instanceof UnreadableBytesException own) {
      return new RejectedEventException(
          switch (own.problem()) {
            case FRAME, PAYLOAD -> DeadLetterReason.UNREADABLE;
            case INCOMPATIBLE_SCHEMA -> DeadLetterReason.INCOMPATIBLE_SCHEMA;
          },
          String.valueOf(own.getMessage()));
    }
    if (foreignStatus(cause).isPresent()) {
      return foreign(
          DeadLetterReason.UNKNOWN_SCHEMA, valueSize, "a schema the registry knows", cause);
    }
    if (cause instanceof AvroTypeException) {
      return foreign(
          DeadLetterReason.INCOMPATIBLE_SCHEMA,
          valueSize,
          "a schema that can be read as io.tagstream.schemas.TextEvent",
          cause);
    }
    return null;
  }

  /** What a foreign exception says may quote the data, so it is named and not repeated. */
  private static RejectedEventException foreign(
      DeadLetterReason reason, int valueSize, String expected, Throwable cause) {
    return new RejectedEventException(
        reason,
        "Value of %d bytes: expected %s, the deserializer found otherwise (%s). Check the producer's serializer and registry."
            .formatted(valueSize, expected, cause.getClass().getName()));
  }

  /**
   * Returns the HTTP status that Confluent's {@code RestClientException} carries. Its class is not
   * on Maven Central, so it is known by its name and method.
   */
  private static OptionalInt foreignStatus(Throwable cause) {
    if (!cause.getClass().getSimpleName().equals("RestClientException")) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of((int) cause.getClass().getMethod("getStatus").invoke(cause));
    } catch (ReflectiveOperationException | ClassCastException unknownKind) {
      return OptionalInt.empty();
    }
  }
}
