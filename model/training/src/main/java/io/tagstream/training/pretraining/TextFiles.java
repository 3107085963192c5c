package io.tagstream.training.pretraining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The files of texts, each once, however many ways lead there.
 *
 * @param files the names they were found by, in order, by their real paths
 */
record TextFiles(Map<Path, Path> files) {
  private static final List<String> ENDINGS = List.of(".txt", ".md");

  /**
   * Finds files; a directory stands for all .txt and .md files under it.
   *
   * @throws IOException if a directory cannot be read; the message says which and what to do
   */
  static TextFiles under(List<Path> paths) throws IOException {
    Map<Path, Path> files = new LinkedHashMap<>();
    for (Path path : paths) {
      try (Stream<Path> under = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
        for (Path file : under.filter(each -> isText(each, path)).sorted().toList()) {
          files.putIfAbsent(file.toRealPath(), file);
        }
      } catch (UncheckedIOException e) {
        throw unreadable(path, Objects.requireNonNull(e.getCause()));
      }
    }
    return new TextFiles(files);
  }

  private static boolean isText(Path file, Path named) {
    // A root has no name.
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file)
        && (file.equals(named) || ENDINGS.stream().anyMatch(name::endsWith));
  }

  private static IOException unreadable(Path path, IOException cause) {
    return new IOException(
        cause instanceof FileSystemLoopException
            ? "%s: expected directories that end, found %s, a link to one that it lies in; remove the link"
                .formatted(path, cause.getMessage())
            : "%s: expected directories that can be read, found one that cannot: %s; let it be read, or name what is to be read"
                .formatted(path, cause.getMessage()),
        cause);
  }

  /** Returns those that are not among others. */
  TextFiles without(TextFiles others) {
    Map<Path, Path> left = new LinkedHashMap<>(files);
    left.keySet().removeAll(others.files.keySet());
    return new TextFiles(left);
  }

  /**
   * Reads the texts in UTF-8; those without words are left out.
   *
   * @throws UnusableTextException if a file is in another encoding
   */
  List<Document> read() throws IOException {
    List<Document> documents = new ArrayList<>();
    for (Path file : files.values()) {
      Document document = Document.of(text(file));
      if (!document.sentences().isEmpty()) {
        documents.add(document);
      }
    }
    return documents;
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new UnusableTextException(
          file + ": expected text in UTF-8, found bytes that are not; save it in UTF-8");
    }
  }
}
