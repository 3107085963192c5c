package io.tagstream.model.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a file can be that is recognised by some of its first bytes but not read. */
enum ForeignBytes {
  ZIP(0, "PK\u0003\u0004", "a ZIP archive or a spreadsheet; unpack it, or save it as CSV"),
  /** At level 9, the preset: without the level, the mark is letters that a text may begin with. */
  BZIP2(0, "BZh91AY&SY", "data compressed with bzip2; unpack it"),
  XZ(0, "\u00FD7zXZ\0", "data compressed with xz; unpack it"),
  ZSTANDARD(0, "(\u00B5/\u00FD", "data compressed with zstd; unpack it"),
  UTF_16_LITTLE_ENDIAN(0, "\u00FF\u00FE", "UTF-16; convert the file to UTF-8"),
  UTF_16_BIG_ENDIAN(0, "\u00FE\u00FF", "UTF-16; convert the file to UTF-8"),
  /** Below the name, size and owner of the first file (POSIX); ends in what is in no text. */
  TAR(257, "ustar\0", "a tar archive; unpack it"),
  /** The same as GNU tar writes it. */
  GNU_TAR(257, "ustar  \0", "a tar archive; unpack it");

  private static final int BYTES_READ =
      Arrays.stream(values()).mapToInt(each -> each.offset + each.mark.length()).max().orElse(0);

  private final int offset;
  private final String mark;
  private final String description;

  /** A character of the mark is a byte. */
  ForeignBytes(int offset, String mark, String description) {
    this.offset = offset;
    this.mark = mark;
    this.description = description;
  }

  /** Returns what bytes are, or {@code null} if they are none of these. */
  static @Nullable ForeignBytes of(byte[] bytes) {
    int length = Math.min(bytes.length, BYTES_READ);
    String beginning = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values())
        .filter(each -> beginning.startsWith(each.mark, each.offset))
        .findFirst()
        .orElse(null);
  }

  /** Returns what it is and what to do about it, for messages. */
  String description() {
    return description;
  }
}
