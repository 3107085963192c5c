package io.tagstream.topology.state;

import io.tagstream.model.serving.Taggers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The key of a stream in the store: a key of the input on a route, whatever bytes it has.
 *
 * <pre>
 * route 'default'   the key; behind FF 00 if its first byte is FF
 * other routes      FF, length of the name in UTF-8 (1 to 255), the name, the key
 * </pre>
 */
public final class StreamKey {
  private static final byte MARK = (byte) 0xFF;

  private StreamKey() {}

  /** Returns the key of a stream; for most the key itself, not a copy. */
  public static byte[] of(String route, byte[] key) {
    if (!route.equals(Taggers.DEFAULT_ROUTE)) {
      return join(route.getBytes(StandardCharsets.UTF_8), key);
    }
    return key.length > 0 && key[0] == MARK ? join(new byte[0], key) : key;
  }

  private static byte[] join(byte[] route, byte[] key) {
    return ByteBuffer.allocate(2 + route.length + key.length)
        .put(MARK)
        .put((byte) route.length)
        .put(route)
        .put(key)
        .array();
  }
}
