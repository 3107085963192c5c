package io.tagstream.topology;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * Kafka Streams' exception handlers, which must not continue. What belongs to one record is a dead
 * letter before they hear of it; they hear of a registry or broker that is away, and one that
 * continues would skip every record until it is back.
 */
final class FailingHandlers {
  /** Key to the failing handler that is Kafka's default; keys with "default." are older names. */
  private static final Map<String, Class<?>> FAILING =
      Map.of(
          StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
          LogAndFailProcessingExceptionHandler.class,
          StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
          LogAndFailExceptionHandler.class,
          "default.deserialization.exception.handler",
          LogAndFailExceptionHandler.class,
          StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
          DefaultProductionExceptionHandler.class,
          "default.production.exception.handler",
          DefaultProductionExceptionHandler.class);

  private FailingHandlers() {}

  /**
   * Refuses every handler that is not known to fail. Whether one continues shows only when it is
   * called, so a handler of somebody's own says by its superclass that it fails.
   *
   * @throws ConfigException if a handler may continue, or its class is not found
   */
  static void require(Map<String, ?> settings) {
    FAILING.forEach(
        (key, failing) -> {
          Object handler = ConfigDef.parseType(key, settings.get(key), ConfigDef.Type.CLASS);
          if (handler instanceof Class<?> type && !failing.isAssignableFrom(type)) {
            throw new ConfigException(
                "%s: expected %s or a subclass of it, found %s, which may skip records while a registry or broker is away. Leave the key out; records that cannot be tagged become dead letters without it."
                    .formatted(key, failing.getName(), type.getName()));
          }
        });
  }
}
