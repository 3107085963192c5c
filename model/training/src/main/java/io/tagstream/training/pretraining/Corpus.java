package io.tagstream.training.pretraining;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The documents to learn from and those that are held out; a file is a document. None is there
 * twice, under whatever names its text lies.
 *
 * @param train documents to learn from, at least one
 * @param dev documents that are held out, at least one
 * @param repeated how many files were left out because another has the same text
 */
public record Corpus(List<Document> train, List<Document> dev, int repeated) {
  /** From so many documents on two are held out, so that a row can show one beside another. */
  private static final int DOCUMENTS_FOR_TWO = 10;

  public Corpus {
    train = List.copyOf(train);
    dev = List.copyOf(dev);
  }

  /**
   * Reads files in UTF-8, a directory standing for all .txt and .md files under it.
   *
   * @param texts files and directories to learn from
   * @param heldOut the same for texts that are held out, or none
   * @param share share of the text that is held out, in documents drawn at random, if none are
   *     named
   * @throws UnusableTextException if there is nothing to learn from or to hold out, or a file is
   *     not in UTF-8
   * @throws IOException if a file cannot be read
   */
  public static Corpus read(List<Path> texts, List<Path> heldOut, double share, Random random)
      throws IOException {
    TextFiles devFiles = TextFiles.under(heldOut);
    List<Document> devTexts = devFiles.read();
    List<Document> trainTexts = TextFiles.under(texts).without(devFiles).read();
    Set<Document> dev = new LinkedHashSet<>(devTexts);
    Set<Document> train = new LinkedHashSet<>(trainTexts);
    train.removeAll(dev);
    int repeated = devTexts.size() + trainTexts.size() - dev.size() - train.size();
    if (heldOut.isEmpty()) {
      dev.addAll(heldOut(List.copyOf(train), share, random));
      train.removeAll(dev);
    }
    Corpus corpus = new Corpus(List.copyOf(train), List.copyOf(dev), repeated);
    if (heldOut.isEmpty()) {
      corpus.verifyTwo(texts);
    } else {
      verify("data.dev", corpus.dev, heldOut, "");
      verify("data.text", corpus.train, texts, " that are not those of data.dev");
    }
    return corpus;
  }

  /** A single text is held out, and nothing is left to learn from. */
  private void verifyTwo(List<Path> paths) {
    if (train.isEmpty()) {
      throw new UnusableTextException(
          "data.text: expected texts to learn from and to hold out in %s, found %s; name at least two files of different texts, or one to hold out with data.dev"
              .formatted(paths, dev.isEmpty() ? "none with words" : "one"));
    }
  }

  private static void verify(
      String key, List<Document> documents, List<Path> paths, String others) {
    if (documents.isEmpty()) {
      throw new UnusableTextException(
          "%s: expected texts with words%s in %s, found none; name other files"
              .formatted(key, others, paths));
    }
  }

  /**
   * Draws documents until they are a share of the text, rather than of the files, of which one may
   * be a page. Those that would be twice the share are passed over while there are others.
   */
  private static List<Document> heldOut(List<Document> documents, double share, Random random) {
    double wanted = share * documents.stream().mapToLong(Document::length).sum();
    List<Document> left = new ArrayList<>(documents);
    Collections.shuffle(left, random);
    int least = documents.size() < DOCUMENTS_FOR_TWO ? 1 : 2;
    int most = Math.max(1, documents.size() - 1);
    List<Document> drawn = new ArrayList<>();
    long length = 0;
    for (Document document : left) {
      if (length < wanted && length + document.length() <= 2 * wanted && drawn.size() < most) {
        drawn.add(document);
        length += document.length();
      }
    }
    left.removeAll(new HashSet<>(drawn));
    left.sort(Comparator.comparingLong(Document::length));
    for (Document document : left) {
      if ((length < wanted || drawn.size() < least) && drawn.size() < most) {
        drawn.add(document);
        length += document.length();
      }
    }
    return drawn;
  }
}
