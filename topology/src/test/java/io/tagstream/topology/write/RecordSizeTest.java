package io.tagstream.topology.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sizes worked out by hand from the layout of a record batch: 61 bytes of batch header, at most 21
 * bytes of record header, then lengths as zigzag variable-length integers, each before its bytes.
 */
class RecordSizeTest {
  private static final long OVERHEAD = 61 + 21;

  @Test
  void shouldCountRecordOfNothing() {
    // Lengths of key and value, both -1, and the number of headers.
    assertThat(RecordSize.of(null, null, noHeaders())).isEqualTo(OVERHEAD + 1 + 1 + 1);
    assertThat(RecordSize.of(new byte[0], new byte[0], noHeaders())).isEqualTo(OVERHEAD + 3);
  }

  @ParameterizedTest
  @CsvSource({
    "63, 1",
    "64, 2",
    "8191, 2",
    "8192, 3",
    "1048575, 3",
    "1048576, 4",
  })
  void shouldCountLengthInSevenBitsAByte(int valueLength, int lengthOfLength) {
    assertThat(RecordSize.of(null, new byte[valueLength], noHeaders()))
        .isEqualTo(OVERHEAD + 1 + lengthOfLength + valueLength + 1);
    assertThat(RecordSize.of(new byte[valueLength], null, noHeaders()))
        .isEqualTo(OVERHEAD + lengthOfLength + valueLength + 1 + 1);
  }

  @Test
  void shouldCountHeadersInUtf8() {
    Headers headers = noHeaders().add("clé", new byte[100]).add("", null);

    assertThat(RecordSize.of(null, null, headers))
        .isEqualTo(OVERHEAD + 2 + 1 + (1 + 4) + (2 + 100) + 1 + 1);
  }

  private static Headers noHeaders() {
    return new Record<@Nullable Object, @Nullable Object>(null, null, 0).headers();
  }
}
