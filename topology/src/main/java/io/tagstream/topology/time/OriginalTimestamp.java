package io.tagstream.topology.time;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Carries a record's own timestamp from the extractor, which had to give Kafka Streams another one,
 * to the processor that rejects the record. It is recognized by its class: a header of the same
 * name that came over the wire means nothing, because anybody could have written it. So it works
 * within one process, from a source to a processor with no topic in between, where it is taken out.
 */
final class OriginalTimestamp implements Header {
  private static final String KEY = "__tagstream_original_timestamp";

  private final long timestamp;

  OriginalTimestamp(long timestamp) {
    this.timestamp = timestamp;
  }

  static OptionalLong in(Headers headers) {
    for (Header header : headers.headers(KEY)) {
      if (header instanceof OriginalTimestamp original) {
        return OptionalLong.of(original.timestamp);
      }
    }
    return OptionalLong.empty();
  }

  /** Headers can only be removed by name, so those that came over the wire are put back. */
  static void removeFrom(Headers headers) {
    if (in(headers).isEmpty()) {
      return;
    }
    List<Header> namesakes = new ArrayList<>();
    headers.headers(KEY).forEach(namesakes::add);
    headers.remove(KEY);
    namesakes.removeIf(OriginalTimestamp.class::isInstance);
    namesakes.forEach(headers::add);
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public byte[] value() {
    return ByteBuffer.allocate(Long.BYTES).putLong(timestamp).array();
  }
}
