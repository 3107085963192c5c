package io.tagstream.training.pretraining;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The documents to learn from and those that are held out; a file is a document.
 *
 * @param train documents to learn from, at least one
 * @param dev documents that are held out, at least one
 */
public record Corpus(List<Document> train, List<Document> dev) {
  private static final List<String> TEXT_FILES = List.of(".txt", ".md");

  public Corpus {
    train = List.copyOf(train);
    dev = List.copyOf(dev);
  }

  /**
   * Reads files in UTF-8, a directory standing for all .txt and .md files under it.
   *
   * @param texts files and directories to learn from
   * @param heldOut the same for texts that are held out, or none
   * @param share share of the texts that is held out, drawn at random, if none are named
   * @throws UnusableTextException if there is nothing to learn from or to hold out, or a file is
   *     not in UTF-8
   * @throws IOException if a file cannot be read
   */
  public static Corpus read(List<Path> texts, List<Path> heldOut, double share, Random random)
      throws IOException {
    List<Path> train = new ArrayList<>(files(texts));
    List<Path> dev = new ArrayList<>(files(heldOut));
    train.removeAll(dev);
    if (heldOut.isEmpty()) {
      List<Path> shuffled = new ArrayList<>(train);
      Collections.shuffle(shuffled, random);
      int count = (int) Math.max(1, Math.round(share * train.size()));
      dev.addAll(shuffled.subList(0, Math.min(count, shuffled.size())));
      train.removeAll(dev);
    }
    Corpus corpus = new Corpus(documents(train), documents(dev));
    verify("data.text", corpus.train, texts);
    verify("data.dev", corpus.dev, heldOut.isEmpty() ? texts : heldOut);
    return corpus;
  }

  private static void verify(String key, List<Document> documents, List<Path> paths) {
    if (documents.isEmpty()) {
      throw new UnusableTextException(
          "%s: expected a text with words in %s, besides those of the other key, found none; name at least two files, one to learn from and one to hold out"
              .formatted(key, paths));
    }
  }

  private static List<Path> files(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      try (Stream<Path> under = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
        files.addAll(
            under
                .filter(Files::isRegularFile)
                .filter(file -> file.equals(path) || isText(file))
                .sorted()
                .toList());
      }
    }
    return files.stream().distinct().toList();
  }

  private static boolean isText(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return TEXT_FILES.stream().anyMatch(name::endsWith);
  }

  private static List<Document> documents(List<Path> files) throws IOException {
    List<Document> documents = new ArrayList<>();
    for (Path file : files) {
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
