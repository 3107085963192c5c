package io.tagstream.schemas.serde;

import io.tagstream.schemas.registry.BoundedCache;
import io.tagstream.schemas.registry.SchemaRegistryClient;
import io.tagstream.schemas.registry.SchemaRegistryClients;
import io.tagstream.schemas.serde.WireFormat.Framed;
import io.tagstream.schemas.serde.WireFormat.SchemaGuid;
import io.tagstream.schemas.serde.WireFormat.SchemaId;
import io.tagstream.schemas.serde.WireFormat.SchemaIdentity;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads specific Avro records from both forms of the registry's wire format ({@link WireFormat}).
 * Once configured it may be used by any number of threads.
 *
 * <p>The record is read into the class given to the constructor, else into the one of {@code
 * specific.avro.value.type} (or {@code .key.type}), else into the class that has the name of the
 * writer's record. Whatever wrote it, Avro's schema resolution brings it into that class's schema:
 * fields the class does not have are skipped, fields the writer did not have take their defaults.
 *
 * @param <T> the generated class of the records
 */
public final class SpecificAvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {

  private static final int READERS_KEPT = 1000;

  private final BoundedCache<Schema, RecordReader<T>> readers = new BoundedCache<>(READERS_KEPT);
  private @Nullable SchemaRegistryClient registry;
  private @Nullable Class<T> type;
  private boolean ownsRegistry;
  private boolean isKey;
  private boolean useLogicalTypeConverters;
  private SubjectNameStrategy strategy = SubjectNameStrategy.TOPIC_NAME;

  /** For use by class name; makes its own registry client when configured. */
  public SpecificAvroDeserializer() {}

  SpecificAvroDeserializer(SchemaRegistryClient registry, @Nullable Class<T> type) {
    this.registry = registry;
    this.type = type;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    AvroSerdeConfig config = new AvroSerdeConfig(configs);
    this.isKey = isKey;
    this.useLogicalTypeConverters = config.useLogicalTypeConverters();
    this.strategy = config.strategy(isKey);
    if (type == null && !config.readerClass(isKey).isEmpty()) {
      type = RecordReader.configuredType(config.readerClass(isKey), isKey);
    }
    if (registry == null) {
      registry = SchemaRegistryClients.of(configs);
      ownsRegistry = true;
    }
  }

  /** As {@link #deserialize(String, Headers, byte[])} for bytes in prefix form. */
  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
    return read(topic, null, bytes);
  }

  /**
   * Deserializes a record.
   *
   * @return null for null
   * @throws UnreadableBytesException if the bytes can never be read
   * @throws io.tagstream.schemas.registry.RegistryException if the registry does not know the
   *     schema or is away; the exception's reason says which
   */
  @Override
  public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] bytes) {
    return read(topic, headers, bytes);
  }

  @Override
  public void close() {
    if (ownsRegistry && registry != null) {
      registry.close();
    }
  }

  private @Nullable T read(String topic, @Nullable Headers headers, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    String what = (isKey ? "Key" : "Value") + " of topic '" + topic + "'";
    Framed framed = WireFormat.parse(what, isKey, headers, bytes);
    Schema writer = writerSchema(topic, framed.schema());
    RecordReader<T> reader =
        readers.get(
            writer, schema -> RecordReader.of(what, isKey, schema, type, useLogicalTypeConverters));
    return reader.read(what, framed);
  }

  private Schema writerSchema(String topic, SchemaIdentity identity) {
    if (registry == null) {
      throw new IllegalStateException("The deserializer is used before configure was called.");
    }
    if (identity instanceof SchemaGuid known) {
      return registry.byGuid(known.guid());
    }
    // Only under this strategy is the subject known before the schema is.
    String subject =
        strategy == SubjectNameStrategy.TOPIC_NAME ? strategy.subject(topic, isKey, "") : null;
    return registry.byId(((SchemaId) identity).id(), subject);
  }
}
