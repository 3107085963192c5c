package io.tagstream.testkit.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** An archive written byte by byte, so that it may hold what no library would write. */
final class TarDraft {
  static final char FILE = '0';
  static final char HARD_LINK = '1';
  static final char SYMBOLIC_LINK = '2';
  static final char DEVICE = '3';
  static final char PIPE = '6';
  static final char LONG_NAME = 'L';
  static final char PAX = 'x';

  private static final int BLOCK = 512;
  private static final int SIZE_FIELD = 124;
  private static final int CHECKSUM_FIELD = 148;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  TarDraft files(Map<String, byte[]> files) {
    files.forEach((name, content) -> entry(name, FILE, content));
    return this;
  }

  TarDraft entry(String name, char type, byte[] content) {
    return header(name, type, content.length).content(content);
  }

  /** A header that may say another size than what follows has. */
  TarDraft header(String name, char type, long size) {
    return header(name, type, "%011o ".formatted(size).getBytes(StandardCharsets.US_ASCII));
  }

  TarDraft header(String name, char type, byte[] size) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name.getBytes(StandardCharsets.UTF_8));
    put(header, 100, ascii("0000644\0" + "0000000\0" + "0000000\0"));
    put(header, SIZE_FIELD, size);
    put(header, 136, ascii("00000000000 "));
    put(header, CHECKSUM_FIELD, ascii("        " + type + "/etc/passwd"));
    put(header, 257, ascii("ustar\0" + "00"));
    int sum = 0;
    for (byte octet : header) {
      sum += octet & 0xFF;
    }
    put(header, CHECKSUM_FIELD, ascii("%06o\0 ".formatted(sum)));
    bytes.writeBytes(header);
    return this;
  }

  /** Bytes filled up to a block. */
  TarDraft content(byte[] content) {
    bytes.writeBytes(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
    return this;
  }

  /** The two empty blocks that end an archive. */
  TarDraft end() {
    return content(new byte[2 * BLOCK]);
  }

  byte[] packed() {
    return gzip(bytes.toByteArray());
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("an array has room for everything", e);
    }
    return packed.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void put(byte[] target, int begin, byte[] part) {
    System.arraycopy(part, 0, target, begin, part.length);
  }
}
