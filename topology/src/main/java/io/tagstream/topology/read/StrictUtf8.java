package io.tagstream.topology.read;

import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.topology.deadletter.RejectedEventException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes UTF-8 and replaces nothing: bytes that are no UTF-8 are rejected, with their place. One
 * byte order mark at the beginning is a signature and no text (RFC 3629, section 6).
 */
final class StrictUtf8 {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private StrictUtf8() {}

  static String decode(byte[] bytes) throws RejectedEventException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer input = ByteBuffer.wrap(bytes).position(begin(bytes));
    // No UTF-8 sequence has more UTF-16 units than bytes.
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(input, text, true);
    if (result.isError()) {
      throw new RejectedEventException(
          DeadLetterReason.UNREADABLE,
          "Value of %d bytes: expected UTF-8, found a malformed sequence at byte %d. Write the topic in UTF-8."
              .formatted(bytes.length, input.position()));
    }
    return text.flip().toString();
  }

  private static int begin(byte[] bytes) {
    int length = BYTE_ORDER_MARK.length;
    boolean marked =
        bytes.length >= length && Arrays.equals(bytes, 0, length, BYTE_ORDER_MARK, 0, length);
    return marked ? length : 0;
  }
}
