package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.serving.Taggers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.test.TestRecord;

/**
 * Tagging ahead changes no byte, whatever is polled when and whatever model comes, with real
 * graphs.
 */
class SpeculationPropertyTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Taggers MODELS =
      SwitchingTaggers.startingWith(TinyBundles.tagger("tiny-streams"))
          .then(BEGIN.plusSeconds(20), TinyBundles.tagger("tiny-forward"))
          .then(BEGIN.plusSeconds(1_000), TinyBundles.tagger("tiny-streams"))
          .provisionalFrom(BEGIN.plusSeconds(40))
          .build();

  @AfterContainer
  static void close() {
    MODELS.close();
  }

  @Provide
  Arbitrary<PolledScript> scripts() {
    return PolledScript.any();
  }

  @Property(tries = 12)
  void shouldWriteTheSameBytes(
      @ForAll("scripts") PolledScript script,
      @ForAll @IntRange(min = 1, max = 128) int batchSize,
      @ForAll @IntRange(min = 0, max = 4) int threads) {
    assertSameBytes(script, batchSize, threads);
  }

  @Property(tries = 3_000)
  @Tag("endurance")
  void shouldWriteTheSameBytesOfManyScripts(
      @ForAll("scripts") PolledScript script,
      @ForAll @IntRange(min = 1, max = 128) int batchSize,
      @ForAll @IntRange(min = 0, max = 4) int threads) {
    assertSameBytes(script, batchSize, threads);
  }

  private static void assertSameBytes(PolledScript script, int batchSize, int threads) {
    for (String mode : List.of("none", "utterance", "fragment")) {
      Map<String, Object> settings =
          Map.of(
              "tagstream.stream.mode", mode,
              "tagstream.stream.model.change", threads % 2 == 0 ? "reencode" : "reset",
              "tagstream.state.store", "memory",
              "tagstream.state.ttl", "PT10M",
              "tagstream.timestamp.max.ahead", "PT8760H",
              "tagstream.text.max.code.points", "250");
      Map<String, Object> ahead =
          Map.of(
              "tagstream.speculation.batch.size", batchSize,
              "tagstream.speculation.threads", threads,
              "tagstream.speculation.buffer.bytes", batchSize % 2 == 0 ? 30_000L : 1L << 26);
      assertThat(outputs(script, settings, ahead)).isEqualTo(outputs(script, settings, Map.of()));
    }
  }

  /** Returns what is written, as text; without settings of speculation nothing is made ahead. */
  private static List<String> outputs(
      PolledScript script, Map<String, Object> settings, Map<String, Object> ahead) {
    try (PolledAhead consumer = new PolledAhead(ahead)) {
      TaggingTestDriver.Builder builder = TaggingTestDriver.builder(TinyBundles.shared(MODELS));
      settings.forEach(builder::set);
      if (ahead.isEmpty()) {
        builder.set("tagstream.speculation.enabled", false);
      } else {
        consumer.in(builder);
      }
      try (TaggingTestDriver driver = builder.build()) {
        List<TestRecord<byte[], byte[]>> records = script.records(driver, 120);
        script.pipe(driver, consumer, driver.config().inputTopics().get(0), records);
        List<String> outputs = new ArrayList<>();
        for (String topic :
            List.of(driver.config().outputTopic(), driver.config().deadLetterTopic())) {
          driver
              .kafkaDriver()
              .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
              .readRecordsToList()
              .forEach(record -> outputs.add(topic + written(record)));
        }
        assertThat(outputs).hasSameSizeAs(records);
        return outputs;
      }
    }
  }

  private static String written(TestRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    return " %s %d %s %s"
        .formatted(
            key == null ? "null" : HexFormat.of().formatHex(key),
            record.timestamp(),
            record.headers(),
            HexFormat.of().formatHex(record.value()));
  }
}
