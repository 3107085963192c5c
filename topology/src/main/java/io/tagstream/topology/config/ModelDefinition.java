package io.tagstream.topology.config;

import static io.tagstream.topology.config.TaggingConfig.MODEL_BUNDLE;
import static io.tagstream.topology.config.TaggingConfig.MODEL_CACHE_BYTES;
import static io.tagstream.topology.config.TaggingConfig.MODEL_CACHE_DIR;
import static io.tagstream.topology.config.TaggingConfig.MODEL_CONTROL_TOPIC;
import static io.tagstream.topology.config.TaggingConfig.MODEL_LEAD;
import static io.tagstream.topology.config.TaggingConfig.MODEL_MAX_BYTES;
import static io.tagstream.topology.config.TaggingConfig.MODEL_RESIDENT;
import static io.tagstream.topology.config.TaggingConfig.MODEL_ROUTES;
import static io.tagstream.topology.config.TaggingConfig.MODEL_ROUTE_ATTRIBUTE;
import static io.tagstream.topology.config.TaggingConfig.MODEL_ROUTE_HEADER;
import static io.tagstream.topology.config.TaggingConfig.MODEL_SOURCES;
import static io.tagstream.topology.config.TaggingConfig.MODEL_STATUS_TOPIC;
import static io.tagstream.topology.config.TaggingConfig.MODEL_TRUSTED_KEYS;
import static io.tagstream.topology.config.TaggingConfig.MODEL_WAIT;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidList;

/** The keys of {@code tagstream.model}: which models serve, and where they come from. */
final class ModelDefinition {
  private static final long MIB = 1024 * 1024;

  private ModelDefinition() {}

  static void define(ConfigDef definition) {
    defineControl(definition);
    defineSources(definition);
    defineTime(definition);
    defineRoutes(definition);
  }

  private static void defineControl(ConfigDef definition) {
    definition
        .define(
            MODEL_BUNDLE,
            ConfigDef.Type.STRING,
            "assistant",
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "The model that serves until a command on the control topic names another: the name of"
                + " a bundle that ships with Tagstream, or the path of a bundle's directory or"
                + " .tar.gz file.")
        .define(
            MODEL_CONTROL_TOPIC,
            ConfigDef.Type.STRING,
            "model-control",
            Importance.MEDIUM,
            "Topic whose commands bring models into force while the application runs ('tagstream"
                + " model --help'). It has one partition, message.timestamp.type=LogAppendTime,"
                + " cleanup.policy=delete and retention.ms=-1. Empty: there is none, and"
                + " tagstream.model.bundle serves for ever.")
        .define(
            MODEL_STATUS_TOPIC,
            ConfigDef.Type.STRING,
            "model-status",
            new ConfigDef.NonEmptyString(),
            Importance.LOW,
            "Topic on which every instance says what it did about a command;"
                + " cleanup.policy=compact.");
  }

  private static void defineSources(ConfigDef definition) {
    definition
        .define(
            MODEL_SOURCES,
            ConfigDef.Type.LIST,
            List.of(),
            anyOf("beginnings of URIs, none twice"),
            Importance.MEDIUM,
            "Where bundles that commands name may lie: beginnings of file:, http: and https: URIs,"
                + " separated by commas, say file:///models,https://models.example.com/tagstream."
                + " Empty: no bundle is fetched.")
        .define(
            MODEL_TRUSTED_KEYS,
            ConfigDef.Type.LIST,
            List.of(),
            anyOf("paths of files, none twice"),
            Importance.MEDIUM,
            "Files with Ed25519 public keys (PEM), separated by commas. If any are named, a bundle"
                + " is refused unless its command carries a signature by one of them.")
        .define(
            MODEL_CACHE_DIR,
            ConfigDef.Type.STRING,
            "",
            Importance.LOW,
            "Directory in which fetched bundles are kept, by digest; instances on one machine may"
                + " share it. Empty: tagstream-models in the directory for temporary files.")
        .define(
            MODEL_CACHE_BYTES,
            ConfigDef.Type.LONG,
            2048 * MIB,
            Range.atLeast(1),
            Importance.LOW,
            "How much fetched bundles may take there, in bytes; those not used for longest go"
                + " first.")
        .define(
            MODEL_MAX_BYTES,
            ConfigDef.Type.LONG,
            512 * MIB,
            Range.atLeast(1),
            Importance.LOW,
            "Largest archive that is fetched, in bytes.")
        .define(
            MODEL_RESIDENT,
            ConfigDef.Type.INT,
            2,
            Range.atLeast(0),
            Importance.LOW,
            "How many models stay open besides those that are in force or prepared, so that a"
                + " record of the past need not wait until its model is opened again.");
  }

  private static ConfigDef.Validator anyOf(String expected) {
    return ConfigDef.LambdaValidator.with(
        ValidList.anyNonDuplicateValues(true, false)::ensureValid, () -> expected);
  }

  private static void defineTime(ConfigDef definition) {
    definition
        .define(
            MODEL_LEAD,
            ConfigDef.Type.STRING,
            "PT2S",
            new DurationValidator(),
            Importance.LOW,
            "How long before it holds an activation must be on the control topic, as an ISO-8601"
                + " duration; a later one is refused by every instance. Must be the same on all"
                + " instances for ever, for it decides what a replay does.")
        .define(
            MODEL_WAIT,
            ConfigDef.Type.STRING,
            "PT0.5S",
            new DurationValidator(),
            Importance.LOW,
            "How long a record that lies ahead of what is known of the control topic waits, as an"
                + " ISO-8601 duration, before it is tagged with the model known so far and"
                + " modelProvisional is set.");
  }

  private static void defineRoutes(ConfigDef definition) {
    definition
        .define(
            MODEL_ROUTES,
            ConfigDef.Type.LIST,
            List.of("default"),
            ConfigDef.LambdaValidator.with(
                RouteNames::ensureValid, () -> "names of routes, 'default' among them"),
            Importance.LOW,
            "Lines of models, each with commands of its own. A record that names none is of route"
                + " default; one that names another than these becomes a dead letter. A key has a"
                + " stream on each route.")
        .define(
            MODEL_ROUTE_HEADER,
            ConfigDef.Type.STRING,
            "",
            Importance.LOW,
            "Header of a record, in UTF-8, that names its route. Empty: none does.")
        .define(
            MODEL_ROUTE_ATTRIBUTE,
            ConfigDef.Type.STRING,
            "",
            Importance.LOW,
            "Attribute of a text event that names its route where no header does; a record without"
                + " a value has none, so a header must say whose stream it ends. Empty: none"
                + " does.");
  }
}
