package io.tagstream.topology.state;

import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamState;
import io.tagstream.model.stream.StreamStateCodec;
import io.tagstream.model.stream.StreamStateException;
import io.tagstream.topology.config.StatePrecision;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a stream in the state store: a header, then what {@link StreamStateCodec} makes of
 * the state.
 *
 * <pre>
 * version             1 byte
 * highest timestamp   8 bytes, big-endian, as are all numbers
 * flags               1 byte: 1 gap, 2 provisional (never set before models could change)
 * generation          8 bytes
 * last offset         8 bytes
 * rules               1 byte mode (0 utterance, 1 fragment) and, times two, the right context's
 *                     high byte (0 before there were any of more than 64), 1 byte its low one,
 *                     1 byte delay
 * model digest        1 byte length, then UTF-8
 * state of the model  the rest
 * </pre>
 *
 * <p>Another version is refused, never misread, but for its timestamp: version and timestamp keep
 * their places in every version to come, so that old records can expire.
 */
public final class StreamRecord {
  private static final byte VERSION = 1;
  private static final int TIMESTAMP_AT = 1;
  private static final int FLAGS_AT = TIMESTAMP_AT + Long.BYTES;

  /** Bytes that are the same in every version. */
  private static final int COMMON_BYTES = FLAGS_AT;

  private static final int FIXED_BYTES = FLAGS_AT + 1 + 2 * Long.BYTES + 3 + 1;
  private static final byte GAP = 1;
  private static final byte PROVISIONAL = 2;
  private static final StreamRules.Mode[] MODES = {
    StreamRules.Mode.UTTERANCE, StreamRules.Mode.FRAGMENT
  };

  private final StreamHeader header;
  private final ByteBuffer state;

  private StreamRecord(StreamHeader header, ByteBuffer state) {
    this.header = header;
    this.state = state;
  }

  /** Returns what makes bytes of the state of a model. */
  public static StreamStateCodec codec(StatePrecision precision) {
    return new StreamStateCodec(
        switch (precision) {
          case FLOAT -> StreamStateCodec.Precision.FLOAT;
          case HALF -> StreamStateCodec.Precision.HALF;
        });
  }

  /**
   * Returns the highest timestamp applied to a stream once a record has been, too.
   *
   * @param bytes what is remembered of the stream, or null if it begins
   */
  public static long timestampAfter(byte @Nullable [] bytes, long timestamp) {
    return bytes == null ? timestamp : Math.max(timestamp(bytes), timestamp);
  }

  /** Makes the bytes of a stream. */
  public static byte[] encode(StreamHeader header, StreamState state, StreamStateCodec codec) {
    byte[] digest = header.modelDigest().getBytes(StandardCharsets.UTF_8);
    byte[] model = codec.encode(state);
    return ByteBuffer.allocate(FIXED_BYTES + digest.length + model.length)
        .put(VERSION)
        .putLong(header.timestamp())
        .put((byte) ((header.gap() ? GAP : 0) | (header.provisional() ? PROVISIONAL : 0)))
        .putLong(header.generation())
        .putLong(header.lastOffset())
        .put(rules(header.rules()))
        .put((byte) digest.length)
        .put(digest)
        .put(model)
        .array();
  }

  private static byte[] rules(StreamRules rules) {
    int mode = rules.mode() == StreamRules.Mode.UTTERANCE ? 0 : 1;
    return new byte[] {
      (byte) (mode | (rules.rightContext() >> Byte.SIZE) << 1),
      (byte) rules.rightContext(),
      (byte) rules.delay()
    };
  }

  private static StreamRules rules(ByteBuffer buffer) {
    int first = buffer.get();
    int rightContext = (first >> 1) << Byte.SIZE | Byte.toUnsignedInt(buffer.get());
    return new StreamRules(MODES[first & 1], rightContext, buffer.get());
  }

  /**
   * Reads the header; the state of the model is read when asked for.
   *
   * @throws StreamStateException if the bytes are of another version, or damaged
   */
  public static StreamRecord read(byte[] bytes) {
    refuseOtherVersion(bytes);
    ByteBuffer buffer = ByteBuffer.wrap(bytes, TIMESTAMP_AT, bytes.length - TIMESTAMP_AT);
    try {
      long timestamp = buffer.getLong();
      byte flags = buffer.get();
      long generation = buffer.getLong();
      long lastOffset = buffer.getLong();
      StreamRules rules = rules(buffer);
      byte[] digest = new byte[Byte.toUnsignedInt(buffer.get())];
      buffer.get(digest);
      return new StreamRecord(
          new StreamHeader(
              timestamp,
              (flags & GAP) != 0,
              (flags & PROVISIONAL) != 0,
              generation,
              lastOffset,
              rules,
              new String(digest, StandardCharsets.UTF_8)),
          buffer.slice());
    } catch (BufferUnderflowException
        | ArrayIndexOutOfBoundsException
        | IllegalArgumentException damaged) {
      throw damaged(bytes);
    }
  }

  /**
   * Returns the highest timestamp applied, of a record of any version, reading nothing else.
   *
   * @throws StreamStateException if the bytes are too few for any version
   */
  static long timestamp(byte[] bytes) {
    if (bytes.length < COMMON_BYTES) {
      throw damaged(bytes);
    }
    return ByteBuffer.wrap(bytes).getLong(TIMESTAMP_AT);
  }

  /** Returns a copy with the gap flag set, and that of provisional outputs if asked for. */
  static byte[] withGap(byte[] bytes, boolean provisional) {
    refuseOtherVersion(bytes);
    byte[] changed = bytes.clone();
    changed[FLAGS_AT] |= provisional ? GAP | PROVISIONAL : GAP;
    return changed;
  }

  private static StreamStateException damaged(byte[] bytes) {
    return new StreamStateException(
        "stream record: expected one of version %d, found %d bytes that are none. Reset the application's state store."
            .formatted(VERSION, bytes.length));
  }

  private static void refuseOtherVersion(byte[] bytes) {
    if (bytes.length < FIXED_BYTES || bytes[0] != VERSION) {
      throw new StreamStateException(
          "stream record: expected version %d, found %s; another version of Tagstream wrote it. Run that version, or reset the application's state store."
              .formatted(VERSION, bytes.length < FIXED_BYTES ? bytes.length + " bytes" : bytes[0]));
    }
  }

  /** Returns what is remembered besides the state of the model. */
  public StreamHeader header() {
    return header;
  }

  /**
   * Reads the state of the model.
   *
   * @throws StreamStateException if it is of another version, or damaged
   */
  public StreamState state(StreamStateCodec codec) {
    return codec.decode(state.duplicate());
  }
}
