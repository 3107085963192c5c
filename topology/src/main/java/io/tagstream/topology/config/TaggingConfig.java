package io.tagstream.topology.config;

import io.tagstream.model.command.NearestKey;
import io.tagstream.schemas.serde.ConfiguredSerdes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serde;

/**
 * The settings of a tagging topology. Every key of Tagstream begins with {@code tagstream.}; all
 * others are Kafka's, the serde's or somebody else's, and stay untouched in {@link #originals()}.
 * Immutable and safe for use by several threads.
 */
public final class TaggingConfig extends AbstractConfig {
  /** What every key of Tagstream begins with. */
  public static final String PREFIX = "tagstream.";

  public static final String INPUT_TOPICS = "tagstream.input.topics";
  public static final String INPUT_FORMAT = "tagstream.input.format";
  public static final String INPUT_JSON_TEXT = "tagstream.input.json.text";
  public static final String INPUT_JSON_ATTRIBUTES = "tagstream.input.json.attributes";
  public static final String INPUT_JSON_LANGUAGE = "tagstream.input.json.language";
  public static final String INPUT_JSON_END_OF_STREAM = "tagstream.input.json.end.of.stream";
  public static final String INPUT_SECOND_ATTRIBUTE = "tagstream.input.second.attribute";
  public static final String OUTPUT_TOPIC = "tagstream.output.topic";
  public static final String OUTPUT_TEXT = "tagstream.output.text";
  public static final String OUTPUT_SCORES = "tagstream.output.scores";
  public static final String DEAD_LETTER_TOPIC = "tagstream.dead.letter.topic";
  public static final String MODEL_BUNDLE = "tagstream.model.bundle";
  public static final String MODEL_CONTROL_TOPIC = "tagstream.model.control.topic";
  public static final String MODEL_STATUS_TOPIC = "tagstream.model.status.topic";
  public static final String MODEL_SOURCES = "tagstream.model.sources";
  public static final String MODEL_TRUSTED_KEYS = "tagstream.model.trusted.keys";
  public static final String MODEL_CACHE_DIR = "tagstream.model.cache.dir";
  public static final String MODEL_CACHE_BYTES = "tagstream.model.cache.bytes";
  public static final String MODEL_MAX_BYTES = "tagstream.model.max.bytes";
  public static final String MODEL_RESIDENT = "tagstream.model.resident";
  public static final String MODEL_LEAD = "tagstream.model.lead";
  public static final String MODEL_WAIT = "tagstream.model.wait";
  public static final String MODEL_ROUTES = "tagstream.model.routes";
  public static final String MODEL_ROUTE_HEADER = "tagstream.model.route.header";
  public static final String MODEL_ROUTE_ATTRIBUTE = "tagstream.model.route.attribute";
  public static final String TEXT_MAX_CODE_POINTS = "tagstream.text.max.code.points";
  public static final String TIMESTAMP_MAX_AHEAD = "tagstream.timestamp.max.ahead";
  public static final String SERDE_CLASS = "tagstream.serde.class";
  public static final String STREAM_MODE = "tagstream.stream.mode";
  public static final String STREAM_RIGHT_CONTEXT = "tagstream.stream.right.context";
  public static final String STREAM_DELAY = "tagstream.stream.delay";
  public static final String STREAM_MODEL_CHANGE = "tagstream.stream.model.change";
  public static final String STREAM_ALLOW_DUPLICATES = "tagstream.stream.allow.duplicates";
  public static final String STATE_TTL = "tagstream.state.ttl";
  public static final String STATE_STORE = "tagstream.state.store";
  public static final String STATE_CACHING = "tagstream.state.caching";
  public static final String STATE_PRECISION = "tagstream.state.precision";
  public static final String SPECULATION_ENABLED = "tagstream.speculation.enabled";
  public static final String SPECULATION_THREADS = "tagstream.speculation.threads";
  public static final String SPECULATION_BATCH_SIZE = "tagstream.speculation.batch.size";
  public static final String SPECULATION_BUFFER_BYTES = "tagstream.speculation.buffer.bytes";

  private static final ConfigDef DEFINITION = TaggingDefinition.all();

  private final StreamSettings streams;
  private final ModelSettings models;

  /**
   * @param originals all settings, Kafka's included, with values as strings or already of the key's
   *     type
   * @throws ConfigException if a value is wrong, or a key that begins with {@code tagstream.} is
   *     unknown; the message names the key, what was expected and the nearest right key
   */
  public TaggingConfig(Map<?, ?> originals) {
    super(DEFINITION, refuseUnknownKeys(originals), false);
    refuseLoops();
    this.streams = StreamSettings.of(this);
    refusePairsInStreams();
    this.models = ModelSettings.of(this);
  }

  /** Returns the definitions of all keys: types, defaults, checks and documentation. */
  public static ConfigDef definition() {
    return new ConfigDef(DEFINITION);
  }

  private static Map<?, ?> refuseUnknownKeys(Map<?, ?> originals) {
    for (Object key : originals.keySet()) {
      if (key instanceof String name
          && name.startsWith(PREFIX)
          && !DEFINITION.names().contains(name)) {
        throw new ConfigException(
            "Unknown configuration "
                + name
                + "; did you mean "
                + NearestKey.to(name, DEFINITION.names())
                + "? Keys that begin with "
                + PREFIX
                + " are Tagstream's own, and this is none of them.");
      }
    }
    return originals;
  }

  /** A topology that reads what it writes would never come to an end. */
  private void refuseLoops() {
    for (String key : List.of(OUTPUT_TOPIC, DEAD_LETTER_TOPIC)) {
      if (inputTopics().contains(getString(key))) {
        throw new ConfigException(
            key, getString(key), "expected a topic that is not among " + INPUT_TOPICS);
      }
    }
    if (outputTopic().equals(deadLetterTopic())) {
      throw new ConfigException(
          DEAD_LETTER_TOPIC, deadLetterTopic(), "expected another topic than " + OUTPUT_TOPIC);
    }
  }

  private void refusePairsInStreams() {
    if (inputSecondAttribute().isPresent() && streams.mode().keepsState()) {
      throw new ConfigException(
          INPUT_SECOND_ATTRIBUTE,
          getString(INPUT_SECOND_ATTRIBUTE),
          "expected nothing unless " + STREAM_MODE + "=none, for pairs of texts are no streams");
    }
  }

  public List<String> inputTopics() {
    return getList(INPUT_TOPICS);
  }

  public InputFormat inputFormat() {
    return InputFormat.fromConfigName(getString(INPUT_FORMAT));
  }

  public FieldPath inputJsonText() {
    return FieldPath.parse(getString(INPUT_JSON_TEXT));
  }

  public Optional<FieldPath> inputJsonAttributes() {
    return optionalPath(INPUT_JSON_ATTRIBUTES);
  }

  public Optional<FieldPath> inputJsonLanguage() {
    return optionalPath(INPUT_JSON_LANGUAGE);
  }

  public Optional<FieldPath> inputJsonEndOfStream() {
    return optionalPath(INPUT_JSON_END_OF_STREAM);
  }

  /** Returns which attribute holds the second text of a pair, if any does. */
  public Optional<String> inputSecondAttribute() {
    return Optional.of(getString(INPUT_SECOND_ATTRIBUTE)).filter(name -> !name.isEmpty());
  }

  public String outputTopic() {
    return getString(OUTPUT_TOPIC);
  }

  public boolean outputText() {
    return getBoolean(OUTPUT_TEXT);
  }

  public boolean outputScores() {
    return getBoolean(OUTPUT_SCORES);
  }

  public String deadLetterTopic() {
    return getString(DEAD_LETTER_TOPIC);
  }

  /** Returns which models serve. */
  public ModelSettings models() {
    return models;
  }

  public int textMaxCodePoints() {
    return getInt(TEXT_MAX_CODE_POINTS);
  }

  public Duration timestampMaxAhead() {
    return Duration.parse(getString(TIMESTAMP_MAX_AHEAD));
  }

  /** Returns how the texts of a key belong together. */
  public StreamSettings streams() {
    return streams;
  }

  /**
   * Makes a serde of the configured class, configured with {@link #originals()}; reading, it is
   * asked for records of the given class whatever name their writer gave them. The caller closes
   * it.
   *
   * @throws ConfigException if a setting of the serde is missing or wrong
   */
  public <T extends SpecificRecord> Serde<T> newValueSerde(Class<T> type) {
    Map<String, Object> settings = originals();
    settings.put("specific.avro.reader", true);
    settings.put("specific.avro.value.type", type.getName());
    return ConfiguredSerdes.ofClassName(getString(SERDE_CLASS), settings, false);
  }

  private Optional<FieldPath> optionalPath(String key) {
    return Optional.of(getString(key)).filter(path -> !path.isEmpty()).map(FieldPath::parse);
  }
}
