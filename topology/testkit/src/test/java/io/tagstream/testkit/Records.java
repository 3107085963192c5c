package io.tagstream.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** Input records of these tests. */
final class Records {
  private Records() {}

  static TestRecord<byte[], byte[]> of(String key, String value) {
    return new TestRecord<>(bytes(key), bytes(value));
  }

  static TestRecord<byte[], byte[]> of(byte @Nullable [] key, byte @Nullable [] value) {
    return new TestRecord<>(key, value);
  }

  /** A record with a timestamp that no producer of Kafka's would send. */
  static TestRecord<byte[], byte[]> at(long timestamp, String key, String value) {
    return new TestRecord<>(
        bytes(key), bytes(value), (Headers) null, Instant.ofEpochMilli(timestamp));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
