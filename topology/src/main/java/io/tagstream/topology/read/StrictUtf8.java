package io.tagstream.topology.read;

import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.topology.deadletter.RejectedEventException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 and replaces nothing: bytes that are no UTF-8 are rejected, with their place. */
final class StrictUtf8 {
  private StrictUtf8() {}

  static String decode(byte[] bytes) throws RejectedEventException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer input = ByteBuffer.wrap(bytes);
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
}
