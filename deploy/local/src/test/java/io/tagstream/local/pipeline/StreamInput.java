package io.tagstream.local.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The pieces of texts of some keys in turn. Now and then a stream ends, and its key begins another,
 * or a record cannot be read, and its stream has a gap. The n-th record is always the same.
 */
final class StreamInput {
  static final int KEYS = 7;

  /** Events of a key until its stream ends. */
  private static final int LENGTH = 40;

  private static final int UNREADABLE_EVERY = 41;
  private static final String[] PIECES = {
    "Book a tab",
    "le in Os",
    "lo. ",
    "Then play ",
    "Ann Lee! ",
    "weather at 10:",
    "30 \uD83D\uDE00 "
  };

  private StreamInput() {}

  /** Sends records and waits for none; the first of all has number 0. */
  static List<Future<RecordMetadata>> sendLater(Client client, int first, int count) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      sent.add(client.sendLater("key-" + i % KEYS, 1_700_000_000_000L + i, value(client, i)));
    }
    return sent;
  }

  /** Sends records and waits until they have arrived. */
  static void send(Client client, int first, int count) throws Exception {
    for (Future<RecordMetadata> each : sendLater(client, first, count)) {
      each.get();
    }
  }

  private static byte[] value(Client client, int number) {
    if (isUnreadable(number)) {
      return new byte[] {0, 0, 0};
    }
    int event = number / KEYS;
    // Not all streams end at the same time.
    boolean ends = (event + 5 * (number % KEYS)) % LENGTH == LENGTH - 1;
    return client.event(PIECES[event % PIECES.length], ends);
  }

  private static boolean isUnreadable(int number) {
    return number % UNREADABLE_EVERY == UNREADABLE_EVERY - 1;
  }

  /** Returns the last of the first so many records that has an output. */
  static int lastAnswered(int count) {
    return isUnreadable(count - 1) ? count - 2 : count - 1;
  }
}
