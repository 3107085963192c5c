package io.tagstream.testkit;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.test.TestRecord;

/** Input records of these tests. */
final class Records {
  private Records() {}

  static TestRecord<byte[], byte[]> of(String key, String value) {
    return new TestRecord<>(bytes(key), bytes(value));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
