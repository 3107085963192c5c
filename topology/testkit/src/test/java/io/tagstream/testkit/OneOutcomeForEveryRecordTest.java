package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.TaggingConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** Whatever comes in, and in whatever order: nothing is lost, doubled or moved to another key. */
class OneOutcomeForEveryRecordTest {

  /** Makes an input record; registered Avro needs the driver's registry. */
  private interface Input extends Function<TaggingTestDriver, TestRecord<byte[], byte[]>> {}

  @Property(tries = 100)
  void shouldGiveOneOutcomeForEveryRecordInOrderOfItsKey(
      @ForAll("inputs") @Size(max = 30) List<Input> inputs) {
    requireOneOutcomeEach(inputs);
  }

  @Property(tries = 20_000)
  @Tag("endurance")
  void shouldGiveOneOutcomeForEveryOneOfManyRecords(
      @ForAll("inputs") @Size(max = 100) List<Input> inputs) {
    requireOneOutcomeEach(inputs);
  }

  private static void requireOneOutcomeEach(List<Input> inputs) {
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(Travellers.tagger())
            .set(TaggingConfig.TEXT_MAX_CODE_POINTS, 20)
            .set("max.request.size", 900)
            .build()) {
      List<byte[]> keys = new ArrayList<>();
      for (Input input : inputs) {
        TestRecord<byte[], byte[]> record = input.apply(driver);
        driver.pipe(record);
        keys.add(record.key());
      }

      Map<Long, byte[]> keysByOffset = new TreeMap<>();
      List<Long> tagged = new ArrayList<>();
      for (TestRecord<byte[], TaggedText> record : driver.taggedRecords()) {
        tagged.add(record.value().getSource().getOffset());
        keysByOffset.put(record.value().getSource().getOffset(), record.key());
      }
      List<Long> rejected = new ArrayList<>();
      for (TestRecord<byte[], DeadLetter> record : driver.deadLetterRecords()) {
        rejected.add(record.value().getSource().getOffset());
        keysByOffset.put(record.value().getSource().getOffset(), record.key());
      }

      assertThat(tagged.size() + rejected.size()).isEqualTo(inputs.size());
      assertThat(tagged).isSorted();
      assertThat(rejected).isSorted();
      assertThat(new ArrayList<>(keysByOffset.values()).toArray()).isEqualTo(keys.toArray());
    }
  }

  private static TestRecord<byte[], byte[]> record(
      TaggingTestDriver driver,
      byte @Nullable [] key,
      byte @Nullable [] value,
      UnaryOperator<Instant> stamp) {
    return new TestRecord<>(key, value, (Headers) null, stamp.apply(driver.clock().instant()));
  }

  @Provide
  Arbitrary<List<Input>> inputs() {
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
    Arbitrary<byte[]> keys = bytes.injectNull(0.2);
    Arbitrary<UnaryOperator<Instant>> stamps =
        Arbitraries.of(
            now -> now,
            now -> now.minusMillis(5),
            now -> now.plusSeconds(7200),
            now -> Instant.EPOCH,
            now -> Instant.ofEpochMilli(-1));
    Arbitrary<Input> junk =
        Combinators.combine(keys, bytes.injectNull(0.3), stamps)
            .as((key, value, stamp) -> driver -> record(driver, key, value, stamp));
    Arbitrary<Input> events =
        Combinators.combine(
                keys,
                Arbitraries.strings().ofMaxLength(25),
                Arbitraries.of("", "unspeakable"),
                Arbitraries.of(false, true),
                Arbitraries.of("", "en", "pt-BR", "no language at all").injectNull(0.5),
                stamps)
            .as(
                (key, text, tail, endOfStream, language, stamp) ->
                    driver -> {
                      TextEvent event = new TextEvent(text + tail, endOfStream, language, Map.of());
                      return record(driver, key, driver.record(key, event).value(), stamp);
                    });
    return Arbitraries.oneOf(junk, events).list();
  }
}
