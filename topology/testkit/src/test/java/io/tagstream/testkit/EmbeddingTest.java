package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.serving.Taggers;
import io.tagstream.schemas.TaggedSpan;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.process.OutcomeRoute;
import io.tagstream.topology.process.TaggingOutcome;
import io.tagstream.topology.process.TaggingOutcome.Tagged;
import io.tagstream.topology.process.TaggingOutcomeSerializer;
import io.tagstream.topology.process.TaggingProcessorSupplier;
import io.tagstream.topology.time.BoundedTimestampExtractor;
import io.tagstream.topology.time.TimestampLimits;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/**
 * Tagging inside topologies of one's own: something before it, something after it. These tests are
 * examples to copy from.
 */
class EmbeddingTest {

  @Test
  void shouldTagInsideTopologyOfTheDsl() {
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(Travellers.tagger())
            .set(TaggingConfig.INPUT_TOPICS, "chat")
            .set(TaggingConfig.INPUT_FORMAT, "text")
            .topology(EmbeddingTest::chatInTheDsl)
            .build()) {
      driver.pipe("ana", "/join #lisbon");
      driver.pipe("ana", "a tram from Lisbon to Porto");
      driver.pipe("ben", "unspeakable");

      assertThat(strings(driver, "cities")).containsExactly(KeyValue.pair("ana", "Lisbon,Porto"));
      assertThat(driver.taggedTexts()).hasSize(1);
      assertThat(driver.deadLetters()).hasSize(1);
    }
  }

  /** Leaves out commands, tags the rest, and writes the cities of every text. */
  private static Topology chatInTheDsl(TaggingConfig config, Taggers taggers, InstantSource clock) {
    TimestampLimits limits = new TimestampLimits(config.timestampMaxAhead(), clock);
    StreamsBuilder builder = new StreamsBuilder();
    KStream<byte[], TaggingOutcome> outcomes =
        builder.stream(
                "chat",
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                    .withTimestampExtractor(new BoundedTimestampExtractor(limits))
                    .withName("read-chat"))
            .filter(EmbeddingTest::isNoCommand, Named.as("drop-commands"))
            .process(
                new TaggingProcessorSupplier(config, taggers, limits, OutcomeRoute.toAllChildren()),
                Named.as("tag-text"));

    KStream<byte[], TaggingOutcome> tagged =
        outcomes.filter((user, outcome) -> outcome instanceof Tagged, Named.as("keep-tagged"));
    writeTo(config.outputTopic(), tagged);
    writeTo(
        config.deadLetterTopic(),
        outcomes.filterNot(
            (user, outcome) -> outcome instanceof Tagged, Named.as("keep-rejected")));
    tagged
        .mapValues(outcome -> cities((Tagged) outcome), Named.as("find-cities"))
        .to("cities", Produced.with(Serdes.ByteArray(), Serdes.String()).withName("write-cities"));
    return builder.build();
  }

  private static boolean isNoCommand(byte[] user, byte[] line) {
    return line == null || line.length == 0 || line[0] != '/';
  }

  private static void writeTo(String topic, KStream<byte[], TaggingOutcome> outcomes) {
    outcomes
        .mapValues(TaggingOutcome::bytes, Named.as("take-bytes-of-" + topic))
        .to(
            topic,
            Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("write-" + topic));
  }

  @Test
  void shouldTagInsideTopologyOfProcessors() {
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(Travellers.tagger())
            .set(TaggingConfig.INPUT_TOPICS, "chat")
            .set(TaggingConfig.INPUT_FORMAT, "text")
            .topology(EmbeddingTest::chatOfProcessors)
            .build()) {
      driver.pipe("ana", "A TRAM FROM lisbon");
      driver.pipe("ana", "a tram to Porto");
      driver.pipe("ben", "unspeakable");

      assertThat(strings(driver, "cities"))
          .containsExactly(KeyValue.pair("ana", ""), KeyValue.pair("ana", "Porto"));
      assertThat(driver.deadLetters()).hasSize(1);
    }
  }

  /** Lowers the voice of shouted texts, tags them, and writes the cities of every text. */
  private static Topology chatOfProcessors(
      TaggingConfig config, Taggers taggers, InstantSource clock) {
    TimestampLimits limits = new TimestampLimits(config.timestampMaxAhead(), clock);
    return new Topology()
        .addSource(
            AutoOffsetReset.earliest(),
            "read-chat",
            new BoundedTimestampExtractor(limits),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            "chat")
        .addProcessor("lower-voice", LowerVoiceProcessor::new, "read-chat")
        .addProcessor(
            "tag-text",
            new TaggingProcessorSupplier(
                config,
                taggers,
                limits,
                OutcomeRoute.toChildren("find-cities", "write-dead-letters")),
            "lower-voice")
        .addProcessor("find-cities", FindCitiesProcessor::new, "tag-text")
        .addSink(
            "write-cities",
            "cities",
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            "find-cities")
        .addSink(
            "write-dead-letters",
            config.deadLetterTopic(),
            new ByteArraySerializer(),
            new TaggingOutcomeSerializer(),
            "tag-text");
  }

  /** Turns a text in capitals into small letters. */
  private static final class LowerVoiceProcessor
      extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    @Override
    public void process(Record<byte[], byte[]> record) {
      String line = new String(record.value(), StandardCharsets.UTF_8);
      boolean shouted = line.startsWith("A TRAM");
      context()
          .forward(
              shouted ? record.withValue(Records.bytes(line.toLowerCase(Locale.ROOT))) : record);
    }
  }

  /** Keeps of a tagged text its cities. */
  private static final class FindCitiesProcessor
      extends ContextualProcessor<byte[], TaggingOutcome, byte[], byte[]> {
    @Override
    public void process(Record<byte[], TaggingOutcome> record) {
      context().forward(record.withValue(Records.bytes(cities((Tagged) record.value()))));
    }
  }

  private static String cities(Tagged outcome) {
    return outcome.taggedText().getSpans().stream()
        .filter(span -> span.getLabel().equals("city"))
        .map(TaggedSpan::getSurface)
        .collect(Collectors.joining(","));
  }

  private static List<KeyValue<String, String>> strings(TaggingTestDriver driver, String topic) {
    return driver
        .kafkaDriver()
        .createOutputTopic(topic, new StringDeserializer(), new StringDeserializer())
        .readKeyValuesToList();
  }
}
