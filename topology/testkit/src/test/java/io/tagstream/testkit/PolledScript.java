package io.tagstream.testkit;

import io.tagstream.schemas.TextEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of several streams, good and bad, and how they are polled: some ahead of their turn, some
 * twice, some not at all.
 *
 * @param random decides about everything, alike each time
 */
record PolledScript(long random) {
  private static final long BEGIN = 1_767_225_600_000L;
  private static final String[] WORDS = {
    "book", "a", "table", "in", "Oslo", "play", "Ann", "Lee", ".", "東京", "3.5", "now?", "👩\u200d👧"
  };

  static Arbitrary<PolledScript> any() {
    return Arbitraries.longs().map(PolledScript::new);
  }

  /** Returns the records, of at most {@code count}. */
  List<TestRecord<byte[], byte[]>> records(TaggingTestDriver driver, int count) {
    Random choice = new Random(random);
    int keys = 1 + choice.nextInt(12);
    List<TestRecord<byte[], byte[]>> records = new ArrayList<>();
    long time = BEGIN;
    for (int i = 0; i < count; i++) {
      // Now and then all streams have expired, which a late record does not tell by itself.
      time += choice.nextInt(40) == 0 ? 900_000 : choice.nextInt(1_000);
      long timestamp = choice.nextInt(6) == 0 ? time - 800_000 : time;
      records.add(record(driver, choice, keys, timestamp));
    }
    return records;
  }

  private static TestRecord<byte[], byte[]> record(
      TaggingTestDriver driver, Random choice, int keys, long timestamp) {
    byte @Nullable [] key =
        choice.nextInt(10) == 0
            ? null
            : ("key-" + (choice.nextInt(3) == 0 ? 0 : choice.nextInt(keys)))
                .getBytes(StandardCharsets.UTF_8);
    TestRecord<byte[], byte[]> record =
        switch (choice.nextInt(25)) {
          case 0 -> new TestRecord<>(key, null);
          case 1 -> new TestRecord<>(key, new byte[] {0, 0, 0, 0, 9, 1});
          case 2 -> driver.record(key, new TextEvent("x".repeat(300), false, null, Map.of()));
          default ->
              driver.record(
                  key, new TextEvent(text(choice), choice.nextInt(15) == 0, null, Map.of()));
        };
    long stamped =
        choice.nextInt(40) == 0 ? (choice.nextBoolean() ? -1 : Long.MAX_VALUE) : timestamp;
    return new TestRecord<>(
        record.key(), record.value(), record.headers(), java.time.Instant.ofEpochMilli(stamped));
  }

  private static String text(Random choice) {
    StringBuilder text = new StringBuilder();
    for (int words = choice.nextInt(12); words > 0; words--) {
      text.append(WORDS[choice.nextInt(WORDS.length)]).append(choice.nextInt(5) == 0 ? "" : " ");
    }
    return text.toString();
  }

  /** Pipes records; before its turn comes, each may have been polled, once or more often. */
  void pipe(
      TaggingTestDriver driver,
      PolledAhead consumer,
      String topic,
      List<TestRecord<byte[], byte[]>> records) {
    Random choice = new Random(~random);
    int polled = 0;
    for (int next = 0; next < records.size(); next++) {
      if (polled <= next && choice.nextInt(8) > 0) {
        polled = poll(consumer, topic, records, next, choice);
      }
      while (polled > next && choice.nextInt(6) == 0) {
        // Polled on, or once more from somewhere in what has been polled.
        int from = choice.nextInt(3) == 0 ? next + choice.nextInt(polled - next) : polled;
        polled = poll(consumer, topic, records, from, choice);
      }
      driver.pipe(topic, records.get(next));
      polled = Math.max(polled, next + 1);
    }
  }

  private static int poll(
      PolledAhead consumer,
      String topic,
      List<TestRecord<byte[], byte[]>> records,
      int from,
      Random choice) {
    int to = Math.min(records.size(), from + 1 + choice.nextInt(100));
    if (from < to) {
      consumer.poll(topic, from, records.subList(from, to));
    }
    return to;
  }
}
