package io.tagstream.model.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file of labelled data as text: decompressed, decoded, without byte order mark.
 *
 * @param path where it lies, for the messages about it
 * @param content all of it
 */
record DataFile(Path path, String content) {
  private static final String COMPRESSED = ".gz";

  /**
   * Reads a file.
   *
   * @param path UTF-8, compressed with gzip (RFC 1952) or not, whatever its name says
   * @throws MalformedDataException if it is a directory, damaged or not UTF-8
   * @throws IOException if it cannot be read
   */
  static DataFile read(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new MalformedDataException(
          path, "expected a file of labelled data, found a directory; name a file in it", null);
    }
    byte[] read = Files.readAllBytes(path);
    byte[] bytes = decompressed(path, read);
    ForeignBytes foreign = ForeignBytes.of(bytes);
    if (foreign != null) {
      throw new MalformedDataException(
          path, "expected UTF-8 or gzip, found " + foreign.description(), null);
    }
    boolean promised = path.toString().endsWith(COMPRESSED) && !GzipMembers.isGzip(read);
    String content =
        decoded(
            path,
            bytes,
            promised
                ? "expected gzip, as the name says, or UTF-8, found neither; fetch the file again"
                : "expected UTF-8, found other bytes; convert the file to UTF-8");
    return new DataFile(path, content.startsWith("\uFEFF") ? content.substring(1) : content);
  }

  private static byte[] decompressed(Path path, byte[] bytes) {
    if (!GzipMembers.isGzip(bytes)) {
      return bytes;
    }
    GzipMembers members;
    try {
      members = GzipMembers.unpack(bytes);
    } catch (IOException e) {
      throw new MalformedDataException(
          path,
          "expected data compressed with gzip, found it damaged or cut short; fetch it again",
          e);
    }
    if (members.bytesLeft() > 0) {
      throw new MalformedDataException(
          path,
          "expected data compressed with gzip, found %d bytes after it that are not; fetch it again, or compress each part before they are joined"
              .formatted(members.bytesLeft()),
          null);
    }
    return members.content();
  }

  /** By a decoder that reports, unlike the default one, which puts U+FFFD in place of bad bytes. */
  private static String decoded(Path path, byte[] bytes, String problem) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer input = ByteBuffer.wrap(bytes);
    CharBuffer output = CharBuffer.allocate(bytes.length);
    if (decoder.decode(input, output, true).isError()) {
      int line = 1;
      for (int i = 0; i < input.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new MalformedDataException(path, line, problem, null);
    }
    return output.flip().toString();
  }

  /** Returns the lines; the first is line 1 of the messages. */
  List<String> lines() {
    return content.lines().toList();
  }

  /** Returns the first line that is not blank; an empty one if there is none. */
  String firstLine() {
    return content.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }

  /** Returns the name of the file in lower case, without the ending of a compressed one. */
  String name() {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(COMPRESSED)
        ? name.substring(0, name.length() - COMPRESSED.length())
        : name;
  }

  /** Names an example that has no name of its own. */
  String idOf(int line) {
    return path.getFileName() + ":" + line;
  }

  MalformedDataException malformed(int line, String problem) {
    return malformed(line, problem, null);
  }

  MalformedDataException malformed(int line, String problem, @Nullable Throwable cause) {
    return new MalformedDataException(path, line, problem, cause);
  }
}
