package io.tagstream.schemas.serde;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Makes serdes that a configuration names by class. */
public final class ConfiguredSerdes {

  private ConfiguredSerdes() {}

  /**
   * Loads, makes and configures a serde. The context class loader is asked first, as Kafka does.
   *
   * @param className a class with a public constructor without parameters
   * @param configs handed to {@link Serde#configure}
   * @param isKey whether the serde is for keys
   * @param <T> what the serde is said to be for; a serde of another type fails when it is used
   * @return the configured serde; the caller closes it
   * @throws ConfigException if there is no such class or it is no such serde; what {@code
   *     configure} throws is passed on
   */
  @SuppressWarnings("unchecked") // The class is known by its name only.
  public static <T> Serde<T> ofClassName(String className, Map<String, ?> configs, boolean isKey) {
    Serde<?> serde = make(className);
    serde.configure(configs, isKey);
    return (Serde<T>) serde;
  }

  /**
   * Checks that a serde of a class can be made. It is not configured, and so need not be closed.
   *
   * @throws ConfigException if there is no such class or it is no such serde
   */
  public static void verify(String className) {
    make(className);
  }

  private static Serde<?> make(String className) {
    Object made;
    try {
      made = Class.forName(className, true, classLoader()).getConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      throw unusable(
          className,
          "no such class on the class path. Add the jar that has it (for"
              + " io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde:"
              + " kafka-streams-avro-serde and what it needs, from Confluent's repository), or use "
              + SpecificAvroSerde.class.getName(),
          e);
    } catch (InvocationTargetException e) {
      throw unusable(className, "its constructor failed: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw unusable(className, "no public constructor without parameters", e);
    } catch (LinkageError e) {
      throw unusable(className, "something it needs is not on the class path: " + e, e);
    }
    if (!(made instanceof Serde<?> serde)) {
      throw unusable(className, "it does not implement " + Serde.class.getName(), null);
    }
    return serde;
  }

  static ClassLoader classLoader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : ConfiguredSerdes.class.getClassLoader();
  }

  private static ConfigException unusable(
      String className, String found, @Nullable Throwable cause) {
    ConfigException exception =
        new ConfigException(
            "Serde '%s': expected the name of a Kafka serde class, found %s."
                .formatted(className, found));
    if (cause != null) {
      exception.initCause(cause);
    }
    return exception;
  }
}
