package io.tagstream.model.transformer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/**
 * The map of characters that SentencePiece compiles into its models ({@code precompiled_charsmap}):
 * the length of a double-array trie in bytes, its units of four bytes, and the texts that its
 * values point into, each ended by a zero. The native tokenizer follows it without looking where it
 * leads.
 */
final class CharacterMap {
  private static final int LABELS = 0xFF;
  private static final int VALUE = Integer.MIN_VALUE;

  private final IntBuffer units;
  private final ByteBuffer texts;

  private CharacterMap(IntBuffer units, ByteBuffer texts) {
    this.units = units;
    this.texts = texts;
  }

  /** Returns whether a map leads nowhere but into itself. */
  static boolean isSound(byte[] bytes) {
    ByteBuffer map = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (map.remaining() < Integer.BYTES) {
      return false;
    }
    int length = map.getInt();
    if (length <= 0 || length % Integer.BYTES != 0 || length > map.remaining()) {
      return false;
    }
    IntBuffer units =
        map.slice(map.position(), length).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    int end = map.position() + length;
    return new CharacterMap(units, map.slice(end, bytes.length - end)).isSound();
  }

  private boolean isSound() {
    for (int position = 0; position < units.limit(); position++) {
      int unit = units.get(position);
      // What is no value may be followed, by any byte, from where its offset leads.
      boolean sound =
          (unit & VALUE) != 0
              ? isText(unit & ~VALUE)
              : Integer.toUnsignedLong((position ^ offset(unit)) | LABELS) < units.limit();
      if (!sound) {
        return false;
      }
    }
    return true;
  }

  /** As in the library darts-clone: 21 bits, which stand for more if bit 9 is set. */
  private static int offset(int unit) {
    return (unit >>> 10) << ((unit & (1 << 9)) >>> 6);
  }

  /** Returns whether a text begins at an index: not inside a character of UTF-8. */
  private boolean isText(int index) {
    return index < texts.limit() && (texts.get(index) & 0xC0) != 0x80;
  }
}
