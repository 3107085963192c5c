package io.tagstream.testkit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.model.Tagger;
import io.tagstream.model.serving.SingleTagger;
import io.tagstream.model.serving.Taggers;
import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.TextEvent;
import io.tagstream.schemas.registry.InMemoryRegistry;
import io.tagstream.topology.TaggingTopology;
import io.tagstream.topology.Tagstream;
import io.tagstream.topology.config.TaggingConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs a tagging topology without a broker: texts in, tagged texts and dead letters out, on the
 * test's thread. The schema registry is one in memory that belongs to this driver, wall-clock time
 * stands still until it is told to pass, and records are stamped with it. Closing the driver closes
 * topology, models and registry.
 */
public final class TaggingTestDriver implements AutoCloseable {
  private final TaggingConfig config;
  private final Taggers taggers;
  private final String registryScope;
  private final Path stateDirectory;
  private final TestClock clock;
  private final TopologyTestDriver driver;
  private final Serde<TextEvent> textEvents;
  private final Serde<TaggedText> taggedTexts;
  private final Serde<DeadLetter> deadLetters;

  private TaggingTestDriver(Builder builder) {
    this.registryScope = "testkit-" + UUID.randomUUID();
    this.stateDirectory = Path.of(System.getProperty("java.io.tmpdir"), registryScope);
    this.config = new TaggingConfig(builder.settings(registryScope, stateDirectory));
    this.taggers = builder.taggers;
    this.clock = new TestClock(builder.start);
    Properties properties = new Properties();
    properties.putAll(Tagstream.configure(config.originals()));
    this.driver =
        new TopologyTestDriver(
            builder.topology.build(config, taggers, clock), properties, builder.start);
    this.textEvents = config.newValueSerde(TextEvent.class);
    this.taggedTexts = config.newValueSerde(TaggedText.class);
    this.deadLetters = config.newValueSerde(DeadLetter.class);
  }

  /** Makes a driver of the {@link TaggingTopology} with default settings. */
  public static TaggingTestDriver of(Tagger tagger) {
    return builder(tagger).build();
  }

  /** Begins a driver whose model is one tagger, closed with the driver. */
  public static Builder builder(Tagger tagger) {
    return builder(new SingleTagger(tagger));
  }

  /** Begins a driver with models, closed with the driver. */
  public static Builder builder(Taggers taggers) {
    return new Builder(taggers);
  }

  /** Sends a text under a key, in the configured format, to the first input topic. */
  public void pipe(@Nullable String key, String text) {
    switch (config.inputFormat()) {
      case AVRO -> pipe(key, new TextEvent(text, false, null, Map.of()));
      case JSON -> pipe(new TestRecord<>(bytes(key), json(text)));
      case TEXT -> pipe(new TestRecord<>(bytes(key), bytesOf(text)));
    }
  }

  /** Sends a text event as a registered Avro record to the first input topic. */
  public void pipe(@Nullable String key, TextEvent event) {
    pipe(record(bytes(key), event));
  }

  /** Sends a record without a value, which ends the stream of its key. */
  public void pipeTombstone(@Nullable String key) {
    pipe(new TestRecord<>(bytes(key), null));
  }

  /** Sends a record to the first input topic; one without a timestamp gets the present time. */
  public void pipe(TestRecord<byte[], byte[]> record) {
    pipe(config.inputTopics().get(0), record);
  }

  /** Sends a record to any input topic; one without a timestamp gets the present time. */
  public void pipe(String topic, TestRecord<byte[], byte[]> record) {
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(
            topic,
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            clock.instant(),
            Duration.ZERO);
    input.pipeInput(record);
  }

  /** Makes a record of a text event in the registry's wire format, to send or to spoil. */
  public TestRecord<byte[], byte[]> record(byte @Nullable [] key, TextEvent event) {
    TestRecord<byte[], byte[]> keyOnly = new TestRecord<>(key, null);
    byte[] value =
        textEvents.serializer().serialize(config.inputTopics().get(0), keyOnly.headers(), event);
    return new TestRecord<>(key, value, keyOnly.headers());
  }

  /** Returns the tagged texts written since the last call, with key, timestamp and headers. */
  public List<TestRecord<byte[], TaggedText>> taggedRecords() {
    return read(config.outputTopic(), taggedTexts);
  }

  /** Returns the tagged texts written since the last call. */
  public List<TaggedText> taggedTexts() {
    return taggedRecords().stream().map(TestRecord::value).toList();
  }

  /** Returns the dead letters written since the last call, with key, timestamp and headers. */
  public List<TestRecord<byte[], DeadLetter>> deadLetterRecords() {
    return read(config.deadLetterTopic(), deadLetters);
  }

  /** Returns the dead letters written since the last call. */
  public List<DeadLetter> deadLetters() {
    return deadLetterRecords().stream().map(TestRecord::value).toList();
  }

  /** Lets wall-clock time pass; punctuators run. */
  public void advanceWallClock(Duration duration) {
    clock.advance(duration);
    driver.advanceWallClockTime(duration);
  }

  /** Wall-clock time as the topology sees it. */
  public InstantSource clock() {
    return clock;
  }

  /** Returns the settings, those the driver added included. */
  public TaggingConfig config() {
    return config;
  }

  /** Returns the registry that values are framed by; another test's driver has its own. */
  public InMemoryRegistry registry() {
    return InMemoryRegistry.shared(registryScope);
  }

  /** Returns Kafka's own driver, for topics and stores of one's own; closed with this one. */
  public TopologyTestDriver kafkaDriver() {
    return driver;
  }

  @Override
  public void close() {
    driver.close();
    taggers.close();
    textEvents.close();
    taggedTexts.close();
    deadLetters.close();
    InMemoryRegistry.drop(registryScope);
    deleteStateDirectory();
  }

  /** Kafka makes it where a store needs one. */
  private void deleteStateDirectory() {
    if (!Files.exists(stateDirectory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(stateDirectory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private <T extends SpecificRecord> List<TestRecord<byte[], T>> read(
      String topic, Serde<T> serde) {
    TestOutputTopic<byte[], T> output =
        driver.createOutputTopic(topic, new ByteArrayDeserializer(), serde.deserializer());
    return output.readRecordsToList();
  }

  private byte[] json(String text) {
    JsonPointer field = config.inputJsonText().pointer();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.withObject(field.head()).put(field.last().getMatchingProperty(), text);
    return bytesOf(document.toString());
  }

  private static byte @Nullable [] bytes(@Nullable String key) {
    return key == null ? null : bytesOf(key);
  }

  private static byte[] bytesOf(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Collects what a driver is made of. */
  public static final class Builder {
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    private final Taggers taggers;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private TopologyFactory topology =
        (config, models, clock) -> new TaggingTopology(config, models, clock).build();
    private Instant start = NEW_YEAR;

    private Builder(Taggers taggers) {
      this.taggers = taggers;
    }

    /** Makes a setting, Tagstream's or Kafka's. */
    public Builder set(String key, Object value) {
      settings.put(key, value);
      return this;
    }

    /** Tests another topology than {@link TaggingTopology}. */
    public Builder topology(TopologyFactory factory) {
      this.topology = factory;
      return this;
    }

    /** Sets wall-clock time at the beginning; 2026-01-01T00:00:00Z if not called. */
    public Builder startAt(Instant instant) {
      this.start = instant;
      return this;
    }

    /** Makes the driver. */
    public TaggingTestDriver build() {
      return new TaggingTestDriver(this);
    }

    private Map<String, Object> settings(String registryScope, Path stateDirectory) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put(StreamsConfig.APPLICATION_ID_CONFIG, "tagging-test");
      all.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
      all.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
      all.put("schema.registry.url", "mock://" + registryScope);
      all.putAll(settings);
      return all;
    }
  }
}
