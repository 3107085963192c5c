package io.tagstream.training.pretraining;

import io.tagstream.training.pretraining.WordPieces.Special;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Packs the sentences of documents into rows of two segments (Devlin et al. 2019): of as many
 * sentences as fill a row, those before a random one are the first segment; the second is what
 * follows or, for half of the rows, what begins at a random sentence of another document. Where
 * there is one document alone, it is a part of it outside of the row. A tenth of the rows is
 * shorter, so that short texts are learned too.
 */
final class SentencePairs {
  private static final double SHORT_SHARE = 0.1;
  private static final double RANDOM_SHARE = 0.5;

  /** [CLS], and a [SEP] after each segment. */
  private static final int SPECIAL_PIECES = 3;

  private final List<List<int[]>> documents;
  private final int room;

  /**
   * Takes documents.
   *
   * @param documents documents of sentences of pieces; those without sentences are left out
   * @param longestRow pieces of the longest row, special ones included
   * @throws UnusableTextException if there are no two sentences to put beside each other
   */
  SentencePairs(List<List<int[]>> documents, int longestRow) {
    this.documents = documents.stream().filter(document -> !document.isEmpty()).toList();
    long sentences = this.documents.stream().mapToLong(List::size).sum();
    if (sentences < 2) {
      throw new UnusableTextException(
          "texts: expected at least two sentences to learn from, and two that are held out; found %d; give more text"
              .formatted(sentences));
    }
    this.room = longestRow - SPECIAL_PIECES;
  }

  /** Draws the rows of an epoch, in random order. */
  List<PairRow> rows(Random random) {
    List<PairRow> rows = new ArrayList<>();
    for (int document = 0; document < documents.size(); document++) {
      addRows(document, random, rows);
    }
    Collections.shuffle(rows, random);
    return rows;
  }

  private void addRows(int document, Random random, List<PairRow> rows) {
    List<int[]> sentences = documents.get(document);
    int begin = 0;
    while (begin < sentences.size()) {
      int target = random.nextDouble() < SHORT_SHARE ? 2 + random.nextInt(room - 1) : room;
      int end = filled(sentences, begin, target);
      int middle = end - begin > 1 ? begin + 1 + random.nextInt(end - begin - 1) : end;
      Cut cut = new Cut(document, begin, middle, end);
      List<int[]> first = sentences.subList(begin, middle);
      boolean follows = middle < end && random.nextDouble() >= RANDOM_SHARE;
      List<int[]> second =
          follows ? List.of() : elsewhere(cut, Math.max(1, target - length(first)), random);
      if (second.isEmpty()) {
        // Also where there is nothing else to show.
        second = sentences.subList(middle, end);
        follows = true;
      }
      if (!second.isEmpty()) {
        rows.add(row(first, second, follows, Math.max(target, 2), random));
      }
      // What was to follow, and did not, begins the next row.
      begin = follows ? end : middle;
    }
  }

  /**
   * Sentences of a document: one segment up to the middle, what follows on it up to the end, which
   * may be nothing.
   */
  private record Cut(int document, int begin, int middle, int end) {}

  /** Returns where the sentences end that fill a row of a length, or the document. */
  private static int filled(List<int[]> sentences, int begin, int target) {
    int end = begin;
    int length = 0;
    while (end < sentences.size() && length < target) {
      length += sentences.get(end++).length;
    }
    return end;
  }

  /** Sentences that fill a length, at least one; none if there are no others. */
  private List<int[]> elsewhere(Cut cut, int length, Random random) {
    if (documents.size() == 1) {
      return outside(cut, length, random);
    }
    int other = random.nextInt(documents.size() - 1);
    List<int[]> sentences = documents.get(other >= cut.document() ? other + 1 : other);
    int begin = random.nextInt(sentences.size());
    return sentences.subList(begin, filled(sentences, begin, length));
  }

  /** Sentences of the same document before or after a cut, but for the very next one. */
  private List<int[]> outside(Cut cut, int length, Random random) {
    List<int[]> sentences = documents.get(cut.document());
    int after = Math.max(cut.end(), cut.middle() + 1);
    int places = cut.begin() + Math.max(0, sentences.size() - after);
    if (places == 0) {
      return List.of();
    }
    int place = random.nextInt(places);
    int begin = place < cut.begin() ? place : after + place - cut.begin();
    int end = filled(sentences, begin, length);
    return sentences.subList(begin, begin < cut.begin() ? Math.min(end, cut.begin()) : end);
  }

  private static int length(List<int[]> sentences) {
    return sentences.stream().mapToInt(sentence -> sentence.length).sum();
  }

  private static PairRow row(
      List<int[]> first, List<int[]> second, boolean follows, int room, Random random) {
    Segment left = Segment.of(first);
    Segment right = Segment.of(second);
    while (left.length() + right.length() > room) {
      Segment longer = left.length() > right.length() ? left : right;
      longer.shorten(random.nextBoolean());
    }
    int[] ids = new int[left.length() + right.length() + SPECIAL_PIECES];
    ids[0] = Special.CLS.id();
    int end = left.copy(ids, 1);
    ids[end] = Special.SEP.id();
    int last = right.copy(ids, end + 1);
    ids[last] = Special.SEP.id();
    return new PairRow(ids, end + 1, follows);
  }

  /** The pieces of some sentences, less those cut off at either end. */
  private static final class Segment {
    private final int[] pieces;
    private int begin;
    private int end;

    private Segment(int[] pieces) {
      this.pieces = pieces;
      end = pieces.length;
    }

    static Segment of(List<int[]> sentences) {
      return new Segment(sentences.stream().flatMapToInt(Arrays::stream).toArray());
    }

    int length() {
      return end - begin;
    }

    void shorten(boolean atBegin) {
      if (atBegin) {
        begin++;
      } else {
        end--;
      }
    }

    /** Copies the pieces to a place; returns where they end. */
    int copy(int[] ids, int place) {
      System.arraycopy(pieces, begin, ids, place, length());
      return place + length();
    }
  }
}
