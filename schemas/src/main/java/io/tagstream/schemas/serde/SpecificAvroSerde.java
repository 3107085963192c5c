package io.tagstream.schemas.serde;

import io.tagstream.schemas.registry.SchemaRegistryClient;
import io.tagstream.schemas.registry.SchemaRegistryClients;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka serde for generated Avro classes in the schema registry's wire format, under Confluent's
 * configuration keys: the keys of {@link AvroSerdeConfig} and of {@link
 * io.tagstream.schemas.registry.RegistryClientConfig}. Configured once, its serializer and
 * deserializer may be used by any number of threads and share one registry client with all serdes
 * of the same registry settings; {@link #close} gives it back.
 *
 * @param <T> the generated class
 */
public final class SpecificAvroSerde<T extends SpecificRecord> implements Serde<T> {

  private final @Nullable Class<T> type;
  private @Nullable SchemaRegistryClient registry;
  private @Nullable SpecificAvroSerializer<T> serializer;
  private @Nullable SpecificAvroDeserializer<T> deserializer;

  /** For use by class name: reads into the class that is configured or that the writer named. */
  public SpecificAvroSerde() {
    this.type = null;
  }

  /** Reads into the given class, whatever name the writer's record has. */
  public SpecificAvroSerde(Class<T> type) {
    this.type = type;
  }

  /**
   * Makes the registry client, serializer and deserializer. No request is made yet.
   *
   * @throws org.apache.kafka.common.config.ConfigException if a key is missing or wrong
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    close();
    SchemaRegistryClient client = SchemaRegistryClients.of(configs);
    registry = client;
    serializer = new SpecificAvroSerializer<>(client);
    deserializer = new SpecificAvroDeserializer<>(client, type);
    try {
      serializer.configure(configs, isKey);
      deserializer.configure(configs, isKey);
    } catch (RuntimeException e) {
      // Nobody closes a serde that could not be configured.
      client.close();
      throw e;
    }
  }

  @Override
  public Serializer<T> serializer() {
    return configured(serializer);
  }

  @Override
  public Deserializer<T> deserializer() {
    return configured(deserializer);
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }

  private static <S> S configured(@Nullable S part) {
    if (part == null) {
      throw new IllegalStateException("The serde is used before configure was called.");
    }
    return part;
  }
}
