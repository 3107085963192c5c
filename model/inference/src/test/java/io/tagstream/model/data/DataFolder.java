package io.tagstream.model.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Files of labelled data that a test writes. */
record DataFolder(Path path) {

  Path write(String name, String content) throws IOException {
    return Files.writeString(path.resolve(name), content);
  }

  Path writeCompressed(String name, String content) throws IOException {
    Path file = path.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  static List<String> words(String words) {
    return Arrays.asList(words.split(" ", -1));
  }
}
