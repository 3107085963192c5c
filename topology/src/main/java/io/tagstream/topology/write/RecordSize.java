package io.tagstream.topology.write;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The size of a record as Kafka's producer counts it before it compares it with {@code
 * max.request.size}: a record batch of format 2 that holds this record alone, with every part of
 * fixed length at its largest.
 */
public final class RecordSize {
  /** Length of the header of a record batch: base offset to record count. */
  private static final int BATCH_OVERHEAD = 61;

  /** Longest encoding of a record's length, attributes, timestamp delta and offset delta. */
  private static final int RECORD_OVERHEAD = 21;

  private RecordSize() {}

  /** Returns the size in bytes. */
  public static long of(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    long size = BATCH_OVERHEAD + RECORD_OVERHEAD + sizeOf(key) + sizeOf(value);
    int count = 0;
    for (Header header : headers) {
      count++;
      size += sizeOf(header.key().getBytes(StandardCharsets.UTF_8)) + sizeOf(header.value());
    }
    return size + varintSize(count);
  }

  private static long sizeOf(byte @Nullable [] bytes) {
    return bytes == null ? varintSize(-1) : (long) varintSize(bytes.length) + bytes.length;
  }

  /** Length of a zigzag variable-length integer: seven bits a byte. */
  private static int varintSize(int number) {
    int zigzag = (number << 1) ^ (number >> 31);
    return 1 + (31 - Integer.numberOfLeadingZeros(zigzag | 1)) / 7;
  }
}
