package io.tagstream.model.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a file can be that is recognised by its first bytes but not read. */
enum ForeignBytes {
  ZIP("PK\u0003\u0004", "a ZIP archive; unpack it"),
  /** At level 9, the preset: without the level, the mark is letters that a text may begin with. */
  BZIP2("BZh91AY&SY", "data compressed with bzip2; unpack it"),
  XZ("\u00FD7zXZ\0", "data compressed with xz; unpack it"),
  ZSTANDARD("(\u00B5/\u00FD", "data compressed with zstd; unpack it"),
  UTF_16_LITTLE_ENDIAN("\u00FF\u00FE", "UTF-16; convert the file to UTF-8"),
  UTF_16_BIG_ENDIAN("\u00FE\u00FF", "UTF-16; convert the file to UTF-8");

  private static final int LONGEST = 10;

  private final String beginning;
  private final String remedy;

  /** A character of the beginning is a byte. */
  ForeignBytes(String beginning, String remedy) {
    this.beginning = beginning;
    this.remedy = remedy;
  }

  /** Returns what bytes are, or {@code null} if they are none of these. */
  static @Nullable ForeignBytes of(byte[] bytes) {
    int length = Math.min(bytes.length, LONGEST);
    String beginning = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values())
        .filter(each -> beginning.startsWith(each.beginning))
        .findFirst()
        .orElse(null);
  }

  /** Returns what it is and what to do about it, for messages. */
  String remedy() {
    return remedy;
  }
}
