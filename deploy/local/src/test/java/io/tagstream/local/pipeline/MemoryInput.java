package io.tagstream.local.pipeline;

import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Short texts of some thousand streams at a time, without end: a stream ends after some texts and
 * one of a new key takes its place, and now and then comes a word that was never said before. So
 * nothing grows by itself but what is never forgotten. The n-th record is always the same.
 */
final class MemoryInput {
  /** Streams at a time. */
  private static final int STREAMS = 5_000;

  /** Texts of a stream. */
  private static final int LENGTH = 20;

  /** One word in so many is new. */
  private static final int NEW_EVERY = 50;

  private static final long BEGIN_MS = 1_700_000_000_000L;

  private static final String[] WORDS = {
    "play", "book", "rain", "tomorrow", "Oslo", "table", "two", "the", "song", "Lyon", "movie",
    "please", "add", "Ann", "rate", "five", "weather", "in", "find", "jazz", "tonight", "for"
  };

  private MemoryInput() {}

  /** Returns a record; the first has number 0. */
  static ProducerRecord<byte[], byte[]> record(Client client, long number) {
    long stream = number % STREAMS;
    // Not all streams end at the same time.
    long turn = number / STREAMS + stream % LENGTH;
    boolean ends = turn % LENGTH == LENGTH - 1;
    return new ProducerRecord<>(
        Client.INPUT,
        0,
        BEGIN_MS + number,
        Client.bytes("key-" + stream + "-" + turn / LENGTH),
        client.event(text(number), ends));
  }

  private static String text(long number) {
    Random random = new Random(number);
    StringBuilder text = new StringBuilder();
    int words = 1 + random.nextInt(3);
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : " ").append(word(random, number));
    }
    return text.toString();
  }

  private static String word(Random random, long number) {
    if (random.nextInt(NEW_EVERY) > 0) {
      return WORDS[random.nextInt(WORDS.length)];
    }
    StringBuilder word = new StringBuilder("x");
    for (long rest = number; rest > 0; rest /= 26) {
      word.append((char) ('a' + rest % 26));
    }
    return word.toString();
  }
}
