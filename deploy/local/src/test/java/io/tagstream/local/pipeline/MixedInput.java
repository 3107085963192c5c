package io.tagstream.local.pipeline;

import java.util.StringJoiner;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Texts of many keys, one of them with a tenth of all, and between them whatever else a topic may
 * hold: texts without a key, ends of streams with and without a text, streams that expire, bytes
 * that cannot be read, timestamps nobody believes, texts the model fails on and texts whose output
 * is too large. The n-th record is always the same.
 */
final class MixedInput {
  /** Settings under which the records are what they are meant to be. */
  static final String MAX_REQUEST_BYTES = "3000";

  static final String TIME_TO_LIVE = "PT30M";

  private static final int KEYS = 150;
  private static final long BEGIN_MS = 1_700_000_000_000L;
  private static final long JUMP_MS = 3_600_000L;

  /** In the year 2100. */
  private static final long INCREDIBLE_MS = 4_102_444_800_000L;

  private static final String[] WORDS = {
    "book",
    "a",
    "table",
    "in",
    "Oslo",
    "rain",
    "for",
    "ten",
    "Lyon.",
    "play",
    "Ann",
    "Lee",
    "to",
    "Leeds",
    "\uD83D\uDE00",
    "10:30"
  };

  private MixedInput() {}

  /** Returns a record; the first has number 0. */
  static ProducerRecord<byte[], byte[]> record(Client client, int number) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Client.INPUT, null, timestamp(number), key(number), value(client, number));
    if (isEvery(number, 5)) {
      record.headers().add("trace", Client.bytes("t-" + number));
    }
    return record;
  }

  private static byte @Nullable [] key(int number) {
    if (isEvery(number, 23)) {
      return null;
    }
    return Client.bytes(number % 10 == 0 ? "hot" : "key-" + Math.floorMod(mix(number), KEYS));
  }

  private static long timestamp(int number) {
    if (isEvery(number, 67)) {
      return INCREDIBLE_MS;
    }
    // Now and then nobody says anything for longer than streams live. Some texts come late, and a
    // few so late that their stream is over by then, if time has gone on since they were polled.
    long late = isEvery(number, 31) ? JUMP_MS : 3L * (number % 7);
    return BEGIN_MS + number - late + number / 701 * JUMP_MS;
  }

  private static byte @Nullable [] value(Client client, int number) {
    if (isEvery(number, 41)) {
      return new byte[] {0, 0, 0};
    }
    if (isEvery(number, 53)) {
      return null;
    }
    if (isEvery(number, 97)) {
      return client.event("Oslo ".repeat(650));
    }
    return client.event(text(number), isEvery(number, 29));
  }

  private static String text(int number) {
    StringJoiner text = new StringJoiner(" ");
    int words = 1 + Math.floorMod(mix(number + 1), 12);
    for (int i = 0; i < words; i++) {
      text.add(WORDS[Math.floorMod(mix(number * 31 + i), WORDS.length)]);
    }
    return isEvery(number, 61) ? text.add(Pipeline.POISON).toString() : text.toString();
  }

  private static boolean isEvery(int number, int every) {
    return number % every == every - 1;
  }

  /** Scatters numbers. */
  private static int mix(int number) {
    int mixed = number * 0x9E3779B9;
    mixed = (mixed ^ mixed >>> 15) * 0x85EBCA6B;
    return mixed ^ mixed >>> 13;
  }
}
