package io.tagstream.topology.config;

import static io.tagstream.topology.config.TaggingConfig.STATE_CACHING;
import static io.tagstream.topology.config.TaggingConfig.STATE_PRECISION;
import static io.tagstream.topology.config.TaggingConfig.STATE_STORE;
import static io.tagstream.topology.config.TaggingConfig.STATE_TTL;
import static io.tagstream.topology.config.TaggingConfig.STREAM_ALLOW_DUPLICATES;
import static io.tagstream.topology.config.TaggingConfig.STREAM_DELAY;
import static io.tagstream.topology.config.TaggingConfig.STREAM_MODE;
import static io.tagstream.topology.config.TaggingConfig.STREAM_MODEL_CHANGE;
import static io.tagstream.topology.config.TaggingConfig.STREAM_RIGHT_CONTEXT;

import io.tagstream.model.stream.StreamRules;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The keys of streams and their states, with type, default, check and documentation. */
final class StreamDefinition {
  private StreamDefinition() {}

  static ConfigDef all() {
    ConfigDef definition = new ConfigDef();
    define(definition);
    return definition;
  }

  static void define(ConfigDef definition) {
    defineReading(definition);
    defineState(definition);
  }

  private static void defineReading(ConfigDef definition) {
    definition
        .define(
            STREAM_MODE,
            ConfigDef.Type.STRING,
            StreamMode.NONE.configName(),
            ValidString.in("none", "utterance", "fragment"),
            Importance.HIGH,
            "How the texts of a key belong together: none (each stands on its own), utterance (each"
                + " is whole, say a turn of a conversation, and is read knowing those before it) or"
                + " fragment (they are pieces of one running text, cut anywhere; tags are revised"
                + " while it goes on). The last two want a bundle that was trained for streams.")
        .define(
            STREAM_RIGHT_CONTEXT,
            ConfigDef.Type.INT,
            -1,
            Range.between(-1, StreamRules.MAX_TOKENS),
            Importance.LOW,
            "How many more tokens are read before nothing more is read of a token: more are better"
                + " and cost more. Of a model without recurrent state: how many words at the end of"
                + " the stream are read again with every text. -1: what the bundle says. Read with"
                + " tagstream.stream.mode=fragment only.")
        .define(
            STREAM_DELAY,
            ConfigDef.Type.INT,
            0,
            Range.between(0, StreamRules.MAX_DELAY),
            Importance.MEDIUM,
            "How many tokens must follow the first one of a span before it is said: fewer tags"
                + " are taken back, and each comes later. Wants tagstream.stream.mode=fragment.")
        .define(
            STREAM_MODEL_CHANGE,
            ConfigDef.Type.STRING,
            ModelChange.REENCODE.configName(),
            ValidString.in("reencode", "reset"),
            Importance.MEDIUM,
            "What becomes of a stream when another model comes into force: reencode (the new model"
                + " reads the text that is kept of the stream, and revises what is not final) or"
                + " reset (the stream begins anew).")
        .define(
            STREAM_ALLOW_DUPLICATES,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether streams may be read with another processing.guarantee than exactly_once_v2: a"
                + " text may then be applied to its stream twice after a failure, and the edits of"
                + " its outputs no longer add up.");
  }

  private static void defineState(ConfigDef definition) {
    definition
        .define(
            STATE_TTL,
            ConfigDef.Type.STRING,
            "PT24H",
            new DurationValidator(),
            Importance.MEDIUM,
            "How long after its last event a stream is remembered, in the time of the events, as an"
                + " ISO-8601 duration; an event that comes later begins a new one.")
        .define(
            STATE_STORE,
            ConfigDef.Type.STRING,
            "rocksdb",
            ValidString.in("rocksdb", "memory"),
            Importance.MEDIUM,
            "Where an instance keeps the states of its streams: rocksdb (under state.dir) or memory"
                + " (read from the changelog at every start). num.standby.replicas keeps copies on"
                + " other instances.")
        .define(
            STATE_CACHING,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether only the last state of a key between two commits goes to the store and its"
                + " changelog; statestore.cache.max.bytes is the size of the cache.")
        .define(
            STATE_PRECISION,
            ConfigDef.Type.STRING,
            "float",
            ValidString.in("float", "half"),
            Importance.LOW,
            "How exactly the model's numbers in a state are kept: float (as they are) or half (16"
                + " bits each: smaller, and tags may differ now and then).");
  }
}
