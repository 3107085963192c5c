package io.tagstream.topology.deadletter;

import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.DeadLetterHeader;
import io.tagstream.topology.write.OutputLimit;
import io.tagstream.topology.write.ValueWriter;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes the dead letter of a rejected record, small enough to be sent: of an over-large one the
 * coordinates, the digest and the first bytes remain. No message is longer than 1,000 characters.
 * Belongs to one task and its thread.
 */
public final class DeadLetterWriter implements AutoCloseable {
  /** A form that would keep less of the value than this gives way to one that keeps more. */
  private static final int FIRST_BYTES = 1024;

  /** Longest message, in UTF-16 units; some quote what a registry or a model said. */
  private static final int MESSAGE_LENGTH = 1000;

  private static final String CUT = "…";

  private final ValueWriter<DeadLetter> values;
  private final OutputLimit limit;

  /**
   * @param values closed with this writer
   */
  public DeadLetterWriter(ValueWriter<DeadLetter> values, OutputLimit limit) {
    this.values = values;
    this.limit = limit;
  }

  /**
   * Makes the dead letter of a record.
   *
   * @param output the record to send but for its value: key, timestamp, and headers, to which the
   *     serializer may add
   * @throws ConfigException if {@code max.request.size} leaves no room for coordinates and digest
   */
  public WrittenDeadLetter write(RejectedRecord rejected, Record<byte[], byte[]> output) {
    byte[] value = rejected.input().value();
    int wanted = value == null ? 0 : Math.min(value.length, FIRST_BYTES);
    for (DeadLetterForm form : DeadLetterForm.values()) {
      boolean last = form == DeadLetterForm.WITHOUT_KEY;
      WrittenDeadLetter written = write(rejected, output, form, last ? 0 : wanted);
      if (written != null) {
        return written;
      }
    }
    throw new ConfigException(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        limit.bytes(),
        "expected room for a dead letter's coordinates, digest and reason: 4000 bytes do always");
  }

  @Override
  public void close() {
    values.close();
  }

  /** Returns null if the form does not fit with at least {@code wanted} bytes of the value. */
  private @Nullable WrittenDeadLetter write(
      RejectedRecord rejected, Record<byte[], byte[]> output, DeadLetterForm form, int wanted) {
    byte[] value = rejected.input().value();
    int size = value == null ? 0 : value.length;
    WrittenDeadLetter whole = serialize(rejected, output, form, size);
    long excess = excess(whole);
    if (excess <= 0) {
      return whole;
    }
    if (size - excess < wanted || size == 0) {
      return null;
    }
    // Shorter bytes have a length field at most as long, so this fits exactly or with a byte spare.
    return serialize(rejected, output, form, (int) (size - excess));
  }

  private long excess(WrittenDeadLetter written) {
    Record<byte[], byte[]> record = written.record();
    return limit.excess(record.key(), record.value(), record.headers());
  }

  private WrittenDeadLetter serialize(
      RejectedRecord rejected, Record<byte[], byte[]> output, DeadLetterForm form, int keptBytes) {
    DeadLetter letter = assemble(rejected, form, keptBytes);
    Record<byte[], byte[]> record = form.recordHeaders ? output : output.withHeaders(null);
    // A copy: what the serializer adds to the headers must not be added again by the next try.
    record = form.key ? record.withValue(null) : record.withKey(null);
    byte[] bytes = values.write(record.headers(), letter);
    return new WrittenDeadLetter(letter, record.withValue(bytes));
  }

  private static DeadLetter assemble(RejectedRecord rejected, DeadLetterForm form, int keptBytes) {
    byte[] value = rejected.input().value();
    boolean truncated = value != null && keptBytes < value.length;
    return new DeadLetter(
        rejected.reason(),
        cut(rejected.message(), MESSAGE_LENGTH - form.remark.length()) + form.remark,
        rejected.source(),
        rejected.timestamp(),
        value == null ? null : ByteBuffer.wrap(value, 0, keptBytes),
        value == null ? -1L : (long) value.length,
        truncated,
        value == null ? null : sha256(value),
        form.valueHeaders ? copy(rejected.input().headers()) : List.of());
  }

  private static String cut(String message, int length) {
    if (message.length() <= length) {
      return message;
    }
    int end = length - CUT.length();
    return message.substring(0, Character.isHighSurrogate(message.charAt(end - 1)) ? end - 1 : end)
        + CUT;
  }

  private static List<DeadLetterHeader> copy(Headers headers) {
    return StreamSupport.stream(headers.spliterator(), false)
        .map(
            header ->
                new DeadLetterHeader(
                    header.key(),
                    header.value() == null
                        ? null
                        : ByteBuffer.wrap(Arrays.copyOf(header.value(), header.value().length))))
        .toList();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
