package io.tagstream.topology.config;

import static io.tagstream.topology.config.TaggingConfig.DEAD_LETTER_TOPIC;
import static io.tagstream.topology.config.TaggingConfig.INPUT_FORMAT;
import static io.tagstream.topology.config.TaggingConfig.INPUT_JSON_ATTRIBUTES;
import static io.tagstream.topology.config.TaggingConfig.INPUT_JSON_END_OF_STREAM;
import static io.tagstream.topology.config.TaggingConfig.INPUT_JSON_LANGUAGE;
import static io.tagstream.topology.config.TaggingConfig.INPUT_JSON_TEXT;
import static io.tagstream.topology.config.TaggingConfig.INPUT_SECOND_ATTRIBUTE;
import static io.tagstream.topology.config.TaggingConfig.INPUT_TOPICS;
import static io.tagstream.topology.config.TaggingConfig.OUTPUT_SCORES;
import static io.tagstream.topology.config.TaggingConfig.OUTPUT_TEXT;
import static io.tagstream.topology.config.TaggingConfig.OUTPUT_TOPIC;
import static io.tagstream.topology.config.TaggingConfig.SERDE_CLASS;
import static io.tagstream.topology.config.TaggingConfig.TEXT_MAX_CODE_POINTS;
import static io.tagstream.topology.config.TaggingConfig.TIMESTAMP_MAX_AHEAD;

import io.tagstream.schemas.serde.ConfiguredSerdes;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/**
 * Every key of Tagstream with its type, default, check and documentation, in the order in which the
 * sample file names them.
 */
final class TaggingDefinition {
  private TaggingDefinition() {}

  static ConfigDef all() {
    ConfigDef definition = new ConfigDef();
    defineInput(definition);
    defineJson(definition);
    definePairs(definition);
    ModelDefinition.define(definition);
    StreamDefinition.define(definition);
    SpeculationDefinition.define(definition);
    defineOutput(definition);
    defineDeadLetters(definition);
    defineLimits(definition);
    defineSerde(definition);
    return definition;
  }

  private static void defineInput(ConfigDef definition) {
    definition
        .define(
            INPUT_TOPICS,
            ConfigDef.Type.LIST,
            List.of("text-events"),
            ConfigDef.LambdaValidator.with(
                ValidList.anyNonDuplicateValues(false, false)::ensureValid,
                () -> "names of topics, at least one and none twice"),
            Importance.HIGH,
            "Topics the texts are read from, separated by commas. Their keys are opaque bytes; a"
                + " key names the stream a text belongs to.")
        .define(
            INPUT_FORMAT,
            ConfigDef.Type.STRING,
            InputFormat.AVRO.configName(),
            ValidString.in("avro", "json", "text"),
            Importance.HIGH,
            "How the values of the input topics are written: avro (a TextEvent, framed by the"
                + " schema registry), json (UTF-8, the text in one field) or text (UTF-8, the whole"
                + " value).");
  }

  private static void defineJson(ConfigDef definition) {
    definition
        .define(
            INPUT_JSON_TEXT,
            ConfigDef.Type.STRING,
            "text",
            FieldPathValidator.REQUIRED,
            Importance.MEDIUM,
            "Where the text stands in a JSON value: field names joined by dots (message.body) or a"
                + " JSON pointer (/message/body). Read with tagstream.input.format=json only.")
        .define(
            INPUT_JSON_ATTRIBUTES,
            ConfigDef.Type.STRING,
            "",
            FieldPathValidator.OPTIONAL,
            Importance.LOW,
            "Where an object stands in a JSON value whose strings, numbers and booleans are passed"
                + " through as attributes of the output. Empty: no attributes. Read with"
                + " tagstream.input.format=json only.")
        .define(
            INPUT_JSON_LANGUAGE,
            ConfigDef.Type.STRING,
            "",
            FieldPathValidator.OPTIONAL,
            Importance.LOW,
            "Where the text's language stands in a JSON value, as a BCP 47 tag (en, pt-BR); it"
                + " decides where sentences end. Empty: not known. Read with"
                + " tagstream.input.format=json only.")
        .define(
            INPUT_JSON_END_OF_STREAM,
            ConfigDef.Type.STRING,
            "",
            FieldPathValidator.OPTIONAL,
            Importance.LOW,
            "Where a boolean stands in a JSON value that is true in the last event of its key's"
                + " stream; without it, or where it is null, the stream goes on. Empty: only a"
                + " record without a value ends a stream. Read with"
                + " tagstream.input.format=json only.");
  }

  private static void definePairs(ConfigDef definition) {
    definition.define(
        INPUT_SECOND_ATTRIBUTE,
        ConfigDef.Type.STRING,
        "",
        Importance.LOW,
        "Name of the attribute that holds a second text, for models that classify pairs, such as"
            + " a question and its answer; an event without it has one text. Empty: texts are"
            + " single.");
  }

  private static void defineOutput(ConfigDef definition) {
    definition
        .define(
            OUTPUT_TOPIC,
            ConfigDef.Type.STRING,
            "tagged-text",
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "Topic the tagged texts are written to, under the key, timestamp and headers of their"
                + " input.")
        .define(
            OUTPUT_TEXT,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether a tagged text repeats the whole text. If false, only the surfaces of its spans"
                + " remain of it.")
        .define(
            OUTPUT_SCORES,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether a sentence carries the probability of every class, or only that of the most"
                + " probable one.");
  }

  private static void defineDeadLetters(ConfigDef definition) {
    definition.define(
        DEAD_LETTER_TOPIC,
        ConfigDef.Type.STRING,
        "dead-letters",
        new ConfigDef.NonEmptyString(),
        Importance.HIGH,
        "Topic for input records that cannot be tagged, each with its reason and its original"
            + " bytes. They may be private: restrict who reads this topic, and how long it"
            + " keeps them.");
  }

  private static void defineLimits(ConfigDef definition) {
    definition
        .define(
            TEXT_MAX_CODE_POINTS,
            ConfigDef.Type.INT,
            20_000,
            Range.atLeast(1),
            Importance.MEDIUM,
            "Longest text that is tagged, in Unicode code points; a longer one becomes a dead"
                + " letter. A thousand texts of this length must be tagged within"
                + " max.poll.interval.ms (max.poll.records is 1000 in Kafka Streams).")
        .define(
            TIMESTAMP_MAX_AHEAD,
            ConfigDef.Type.STRING,
            "PT1H",
            new DurationValidator(),
            Importance.MEDIUM,
            "How far a record's timestamp may lie ahead of this machine's clock, as an ISO-8601"
                + " duration; a record further ahead, or with a negative timestamp, becomes a dead"
                + " letter. Keep it within message.timestamp.after.max.ms of the output topic.");
  }

  private static void defineSerde(ConfigDef definition) {
    definition.define(
        SERDE_CLASS,
        ConfigDef.Type.STRING,
        "io.tagstream.schemas.serde.SpecificAvroSerde",
        ConfigDef.LambdaValidator.with(
            TaggingDefinition::requireSerde, () -> "the name of a Kafka serde class"),
        Importance.LOW,
        "Serde of text events, tagged texts and dead letters: a class with a public constructor"
            + " without arguments that implements org.apache.kafka.common.serialization.Serde"
            + " for Avro specific records. It is configured with all settings of this file, so"
            + " schema.registry.url and the like stand here under their own names."
            + " io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde fits.");
  }

  private static void requireSerde(String name, Object value) {
    try {
      ConfiguredSerdes.verify((String) value);
    } catch (ConfigException unusable) {
      throw new ConfigException(name, value, unusable.getMessage());
    }
  }
}
