package io.tagstream.schemas.serde;

import io.tagstream.schemas.registry.BoundedCache;
import io.tagstream.schemas.registry.SchemaRegistryClient;
import io.tagstream.schemas.registry.SchemaRegistryClient.SubjectSchema;
import io.tagstream.schemas.registry.SchemaRegistryClients;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes specific Avro records in the prefix form of the registry's wire format ({@link
 * WireFormat}). Once configured it may be used by any number of threads. It leaves record headers
 * alone.
 *
 * <p>The schema written with is, in this order: the record's own, registered ({@code
 * auto.register.schemas}); the one of {@code use.schema.id}; the latest version of the subject
 * ({@code use.latest.version}); the record's own, looked up.
 *
 * @param <T> the generated class of the records
 */
public final class SpecificAvroSerializer<T extends SpecificRecord> implements Serializer<T> {

  private static final int WRITERS_KEPT = 1000;

  private final BoundedCache<WriterKey, Writing> writings = new BoundedCache<>(WRITERS_KEPT);
  private @Nullable SchemaRegistryClient registry;
  private @Nullable AvroSerdeConfig config;
  private SubjectNameStrategy strategy = SubjectNameStrategy.TOPIC_NAME;
  private boolean ownsRegistry;
  private boolean isKey;

  /** For use by class name; makes its own registry client when configured. */
  public SpecificAvroSerializer() {}

  SpecificAvroSerializer(SchemaRegistryClient registry) {
    this.registry = registry;
  }

  private record ChosenSchema(int id, Schema schema) {}

  private record WriterKey(int schemaId, Schema recordSchema) {}

  /**
   * How records of one class are written under one id; translation is null for their own schema.
   */
  private record Writing(
      int schemaId, DatumWriter<Object> writer, @Nullable Translation translation) {}

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    this.isKey = isKey;
    AvroSerdeConfig given = new AvroSerdeConfig(configs);
    this.strategy = given.strategy(isKey);
    this.config = given;
    if (registry == null) {
      registry = SchemaRegistryClients.of(configs);
      ownsRegistry = true;
    }
  }

  /**
   * Serializes a record.
   *
   * @return null for null
   * @throws io.tagstream.schemas.registry.RegistryException if the registry does not know or take
   *     the schema, or is away
   * @throws SerializationException if the record does not fit its schema
   */
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T record) {
    if (record == null) {
      return null;
    }
    Writing writing = writing(topic, record);
    try {
      byte[] payload = Translation.encode(writing.writer(), record);
      Translation translation = writing.translation();
      return WireFormat.prefixed(
          writing.schemaId(), translation == null ? payload : translation.apply(payload));
    } catch (IOException | RuntimeException e) {
      throw unwritable(topic, record, e);
    }
  }

  @Override
  public void close() {
    if (ownsRegistry && registry != null) {
      registry.close();
    }
  }

  private Writing writing(String topic, T record) {
    if (registry == null || config == null) {
      throw new IllegalStateException("The serializer is used before configure was called.");
    }
    Schema own = record.getSchema();
    String subject = strategy.subject(topic, isKey, own.getFullName());
    ChosenSchema chosen = choose(registry, config, subject, own);
    AvroSerdeConfig given = config;
    return writings.get(
        new WriterKey(chosen.id(), own),
        key ->
            new Writing(
                chosen.id(),
                new SpecificDatumWriter<>(
                    own,
                    GeneratedClasses.modelOf(record.getClass(), given.useLogicalTypeConverters())),
                own.equals(chosen.schema())
                    ? null
                    : Translation.of(own, chosen.schema(), subject, given.isStrict())));
  }

  private static ChosenSchema choose(
      SchemaRegistryClient registry, AvroSerdeConfig config, String subject, Schema own) {
    if (config.autoRegister()) {
      return new ChosenSchema(registry.register(subject, own, config.normalize()), own);
    }
    if (config.schemaId() >= 0) {
      return new ChosenSchema(config.schemaId(), registry.byId(config.schemaId(), subject));
    }
    if (config.useLatestVersion()) {
      SubjectSchema latest = registry.latest(subject);
      return new ChosenSchema(latest.id(), latest.schema());
    }
    return new ChosenSchema(registry.idOf(subject, own, config.normalize()), own);
  }

  // What Avro says of a bad record may quote its data, so the fields are named instead.
  private SerializationException unwritable(String topic, T record, Exception cause) {
    SpecificData model = SpecificData.getForClass(record.getClass());
    List<String> unfit =
        record.getSchema().getFields().stream()
            .filter(field -> !model.validate(field.schema(), record.get(field.pos())))
            .map(Schema.Field::name)
            .toList();
    return new SerializationException(
        ("%s of topic '%s': expected a record of %s that fits the schema it is written with, found"
                + " %s (%s). Set every field that has no default to a value of its type.")
            .formatted(
                isKey ? "Key" : "Value",
                topic,
                record.getSchema().getFullName(),
                unfit.isEmpty() ? "one that does not" : "unfit fields " + unfit,
                cause.getClass().getSimpleName()));
  }
}
