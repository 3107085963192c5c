package io.tagstream.topology.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.registry.RegistryException;
import io.tagstream.schemas.serde.UnreadableBytesException;
import io.tagstream.topology.deadletter.RejectedEventException;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a deserializer failed because of the value it was given or because of the world
 * around it. Tagstream's own serde says so by type. Of a foreign one (Confluent's) the causes are
 * looked at: a status of the registry, a broken connection, Avro's refusal to resolve schemas. In
 * doubt the surroundings are at fault: to wait wrongly loses nothing.
 */
public final class SerdeFailure {
  /** Failures that say nothing about the value: the same bytes may be readable later. */
  private static final List<Class<? extends Throwable>> SURROUNDINGS =
      List.of(IOException.class, ApiException.class, ConfigException.class);

  /** The I/O errors of decoders, which read from memory; every other one is a connection's. */
  private static final List<Class<? extends IOException>> DECODING =
      List.of(
          EOFException.class, InvalidNumberEncodingException.class, JsonProcessingException.class);

  private static final int NOT_FOUND = 404;

  /** Error codes by which a registry says itself that it has no such schema. */
  private static final int FIRST_REGISTRY_404 = 40401;

  private static final int LAST_REGISTRY_404 = 40499;

  private SerdeFailure() {}

  /**
   * Returns the rejection of a value, or throws the failure if it is not the value's fault.
   *
   * @param valueSize size of the value in bytes
   */
  public static RejectedEventException rejection(RuntimeException failure, int valueSize) {
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
    if (isForeignAnswer(cause)) {
      return !isUnknownSchema(cause);
    }
    return isAnyOf(SURROUNDINGS, cause) && !isAnyOf(DECODING, cause);
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
    if (isForeignAnswer(cause)) {
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

  private static boolean isAnyOf(List<? extends Class<?>> types, Throwable cause) {
    return types.stream().anyMatch(type -> type.isInstance(cause));
  }

  /**
   * Whether this is Confluent's {@code RestClientException}. Its class is not on Maven Central, so
   * it is known by its name and methods.
   */
  private static boolean isForeignAnswer(Throwable cause) {
    return cause.getClass().getSimpleName().equals("RestClientException");
  }

  /** A 404 without one of the registry's own codes is the answer of something else there. */
  private static boolean isUnknownSchema(Throwable answer) {
    int errorCode = number(answer, "getErrorCode").orElse(0);
    return number(answer, "getStatus").orElse(0) == NOT_FOUND
        && errorCode >= FIRST_REGISTRY_404
        && errorCode <= LAST_REGISTRY_404;
  }

  private static OptionalInt number(Throwable answer, String getter) {
    try {
      return OptionalInt.of((int) answer.getClass().getMethod(getter).invoke(answer));
    } catch (ReflectiveOperationException | ClassCastException unknownKind) {
      return OptionalInt.empty();
    }
  }
}
