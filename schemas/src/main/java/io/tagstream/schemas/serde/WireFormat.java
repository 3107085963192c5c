package io.tagstream.schemas.serde;

import io.tagstream.schemas.serde.UnreadableBytesException.Problem;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's framing of registered data, in its two forms.
 *
 * <ul>
 *   <li>Prefix: the bytes are {@code 00}, the schema id as four big-endian bytes, the payload.
 *   <li>Header: the record carries a header {@value #VALUE_SCHEMA_ID_HEADER} (or {@value
 *       #KEY_SCHEMA_ID_HEADER}) whose value is {@code 01} and the schema's GUID as 16 big-endian
 *       bytes, or {@code 00} and a four-byte id; the bytes are the bare payload.
 * </ul>
 *
 * <p>Readers believe the header if it is there. Whoever copies headers from one record to another
 * must therefore leave these two out when the new bytes are in prefix form.
 */
public final class WireFormat {

  /** Header that names the schema of a value in header form. */
  public static final String VALUE_SCHEMA_ID_HEADER = "__value_schema_id";

  /** Header that names the schema of a key in header form. */
  public static final String KEY_SCHEMA_ID_HEADER = "__key_schema_id";

  static final byte MAGIC_ID = 0;
  static final byte MAGIC_GUID = 1;
  static final int PREFIX_LENGTH = 1 + Integer.BYTES;
  private static final int GUID_LENGTH = 1 + 2 * Long.BYTES;

  private WireFormat() {}

  /** Which schema wrote a payload. */
  sealed interface SchemaIdentity {}

  /** A schema by its id in one registry. */
  record SchemaId(int id) implements SchemaIdentity {
    @Override
    public String toString() {
      return "id " + id;
    }
  }

  /** A schema by its identity in all registries. */
  record SchemaGuid(UUID guid) implements SchemaIdentity {
    @Override
    public String toString() {
      return "GUID " + guid;
    }
  }

  /**
   * A payload and the schema that wrote it.
   *
   * @param payload the Avro binary, from its position to its limit; backed by an array
   */
  record Framed(SchemaIdentity schema, ByteBuffer payload) {}

  /** Puts the prefix in front of a payload. */
  static byte[] prefixed(int schemaId, byte[] payload) {
    return ByteBuffer.allocate(PREFIX_LENGTH + payload.length)
        .put(MAGIC_ID)
        .putInt(schemaId)
        .put(payload)
        .array();
  }

  /**
   * Finds out which schema wrote the bytes.
   *
   * @param what the key or value in words, for messages
   * @throws UnreadableBytesException if neither form is there
   */
  static Framed parse(String what, boolean isKey, @Nullable Headers headers, byte[] bytes) {
    String name = isKey ? KEY_SCHEMA_ID_HEADER : VALUE_SCHEMA_ID_HEADER;
    Header header = headers == null ? null : headers.lastHeader(name);
    if (header != null) {
      return new Framed(parseHeader(what, name, header.value()), ByteBuffer.wrap(bytes));
    }
    String expected =
        "expected the magic byte 0, a four-byte schema id and an Avro payload, or a header "
            + name
            + "; found ";
    if (bytes.length == 0) {
      throw unframed(what, expected + "no bytes at all");
    }
    if (bytes[0] != MAGIC_ID) {
      throw unframed(what, expected + "the first byte 0x%02x".formatted(bytes[0]));
    }
    if (bytes.length < PREFIX_LENGTH) {
      throw unframed(what, expected + bytes.length + " byte(s), cut off inside the schema id");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).position(1);
    return new Framed(new SchemaId(buffer.getInt()), buffer);
  }

  private static SchemaIdentity parseHeader(String what, String name, byte @Nullable [] value) {
    if (value != null && value.length == GUID_LENGTH && value[0] == MAGIC_GUID) {
      ByteBuffer guid = ByteBuffer.wrap(value, 1, GUID_LENGTH - 1);
      return new SchemaGuid(new UUID(guid.getLong(), guid.getLong()));
    }
    if (value != null && value.length == PREFIX_LENGTH && value[0] == MAGIC_ID) {
      return new SchemaId(ByteBuffer.wrap(value).getInt(1));
    }
    throw new UnreadableBytesException(
        Problem.FRAME,
        ("%s: expected in header %s the byte 1 and a 16-byte GUID, or the byte 0 and a four-byte"
                + " id; found %s. Do not copy this header from other records; let the producer's"
                + " serializer write it.")
            .formatted(what, name, value == null ? "null" : value.length + " byte(s)"),
        null);
  }

  private static UnreadableBytesException unframed(String what, String found) {
    return new UnreadableBytesException(
        Problem.FRAME,
        "%s: %s. Produce it with a serializer that uses the schema registry, or read the topic in"
                .formatted(what, found)
            + " the format it really has.",
        null);
  }
}
