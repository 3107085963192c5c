package io.tagstream.schemas.serde;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/**
 * The serde's own keys, named as Confluent names them and with Confluent's defaults. The keys of
 * the registry client are in {@link io.tagstream.schemas.registry.RegistryClientConfig}.
 */
public final class AvroSerdeConfig extends AbstractConfig {

  /** Whether a serializer registers its schema when it writes the first record. */
  public static final String AUTO_REGISTER_SCHEMAS = "auto.register.schemas";

  /** Whether to write with the latest version of the subject. Counts if nothing is registered. */
  public static final String USE_LATEST_VERSION = "use.latest.version";

  /** Whether that latest version, or the schema of use.schema.id, must be able to read the data. */
  public static final String LATEST_COMPATIBILITY_STRICT = "latest.compatibility.strict";

  /** Whether the registry brings a schema into canonical form before it compares or stores it. */
  public static final String NORMALIZE_SCHEMAS = "normalize.schemas";

  /** Id of the schema to write with; -1 for none. Counts if nothing is registered. */
  public static final String USE_SCHEMA_ID = "use.schema.id";

  /** Which subject the schemas of keys are under: a name of {@link SubjectNameStrategy}. */
  public static final String KEY_SUBJECT_NAME_STRATEGY = "key.subject.name.strategy";

  /** Which subject the schemas of values are under: a name of {@link SubjectNameStrategy}. */
  public static final String VALUE_SUBJECT_NAME_STRATEGY = "value.subject.name.strategy";

  /** Accepted for the sake of shared configuration; this serde always reads specific records. */
  public static final String SPECIFIC_AVRO_READER = "specific.avro.reader";

  /** Class to read values into, whatever the name of the writer's record. */
  public static final String SPECIFIC_AVRO_VALUE_TYPE = "specific.avro.value.type";

  /** Class to read keys into, whatever the name of the writer's record. */
  public static final String SPECIFIC_AVRO_KEY_TYPE = "specific.avro.key.type";

  /** Whether dates, times, decimals and UUIDs are Java's types in classes that do not say so. */
  public static final String AVRO_USE_LOGICAL_TYPE_CONVERTERS = "avro.use.logical.type.converters";

  private static final String DEFAULT_STRATEGY =
      "io.confluent.kafka.serializers.subject.TopicNameStrategy";

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              AUTO_REGISTER_SCHEMAS,
              ConfigDef.Type.BOOLEAN,
              true,
              Importance.MEDIUM,
              "Register the schema when the first record is written.")
          .define(
              USE_LATEST_VERSION,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.LOW,
              "Write with the latest version of the subject.")
          .define(
              LATEST_COMPATIBILITY_STRICT,
              ConfigDef.Type.BOOLEAN,
              true,
              Importance.LOW,
              "Refuse to write with a schema that cannot read the data.")
          .define(
              NORMALIZE_SCHEMAS,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.MEDIUM,
              "Let the registry bring schemas into canonical form.")
          .define(
              USE_SCHEMA_ID,
              ConfigDef.Type.INT,
              -1,
              Importance.LOW,
              "Write with the schema that has this id; -1 for none.")
          .define(
              KEY_SUBJECT_NAME_STRATEGY,
              ConfigDef.Type.STRING,
              DEFAULT_STRATEGY,
              Importance.MEDIUM,
              "Subject of keys.")
          .define(
              VALUE_SUBJECT_NAME_STRATEGY,
              ConfigDef.Type.STRING,
              DEFAULT_STRATEGY,
              Importance.MEDIUM,
              "Subject of values.")
          .define(
              SPECIFIC_AVRO_READER,
              ConfigDef.Type.BOOLEAN,
              true,
              Importance.LOW,
              "Always on: this serde reads specific records.")
          .define(
              SPECIFIC_AVRO_VALUE_TYPE,
              ConfigDef.Type.STRING,
              "",
              Importance.LOW,
              "Class to read values into; by the writer's record name if empty.")
          .define(
              SPECIFIC_AVRO_KEY_TYPE,
              ConfigDef.Type.STRING,
              "",
              Importance.LOW,
              "Class to read keys into; by the writer's record name if empty.")
          .define(
              AVRO_USE_LOGICAL_TYPE_CONVERTERS,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.LOW,
              "Use Java's types for logical types.");

  /**
   * @param configs any configuration; keys of others are left alone
   * @throws ConfigException if the value of a key is none of its type
   */
  public AvroSerdeConfig(Map<String, ?> configs) {
    super(DEFINITION, namesForClasses(configs), false);
  }

  // Confluent's users may give a Class where its name would do.
  private static Map<String, Object> namesForClasses(Map<String, ?> configs) {
    Map<String, Object> named = new HashMap<>();
    configs.forEach(
        (key, value) -> named.put(key, value instanceof Class<?> type ? type.getName() : value));
    return named;
  }

  boolean autoRegister() {
    return getBoolean(AUTO_REGISTER_SCHEMAS);
  }

  boolean useLatestVersion() {
    return getBoolean(USE_LATEST_VERSION);
  }

  boolean isStrict() {
    return getBoolean(LATEST_COMPATIBILITY_STRICT);
  }

  boolean normalize() {
    return getBoolean(NORMALIZE_SCHEMAS);
  }

  int schemaId() {
    return getInt(USE_SCHEMA_ID);
  }

  boolean useLogicalTypeConverters() {
    return getBoolean(AVRO_USE_LOGICAL_TYPE_CONVERTERS);
  }

  SubjectNameStrategy strategy(boolean isKey) {
    String key = isKey ? KEY_SUBJECT_NAME_STRATEGY : VALUE_SUBJECT_NAME_STRATEGY;
    return SubjectNameStrategy.of(key, getString(key));
  }

  /** The configured class to read into, or an empty string. */
  String readerClass(boolean isKey) {
    return getString(isKey ? SPECIFIC_AVRO_KEY_TYPE : SPECIFIC_AVRO_VALUE_TYPE);
  }
}
