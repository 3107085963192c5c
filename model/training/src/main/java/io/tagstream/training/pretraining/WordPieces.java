package io.tagstream.training.pretraining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A vocabulary of word pieces: a word is cut into the longest piece it begins with, the longest one
 * that goes on from there, and so on; a word that cannot be cut is the unknown piece. A piece that
 * goes on with a word begins with {@code ##}. Immutable.
 */
public final class WordPieces {
  /** What a piece begins with that goes on with a word. */
  static final String CONTINUATION = "##";

  /** A longer word, in code points, is unknown. */
  static final int LONGEST_WORD = 100;

  /** A piece that stands for no part of a text. */
  public enum Special {
    PAD(0),
    UNK(1),
    CLS(2),
    SEP(3),
    MASK(4);

    private final int id;

    Special(int id) {
      this.id = id;
    }

    /** Returns the piece as the vocabulary has it. */
    public String piece() {
      return "[" + name() + "]";
    }

    /** Returns the number of the piece. */
    public int id() {
      return id;
    }

    static List<String> pieces() {
      return Arrays.stream(values()).map(Special::piece).toList();
    }
  }

  private final List<String> pieces;
  private final boolean lowerCase;
  private final Map<String, Integer> ids = new HashMap<>();

  /**
   * Makes a vocabulary.
   *
   * @param pieces all pieces, each once, the special ones first; the place of a piece is its number
   * @param lowerCase whether letters of a text are made small and lose their accents
   */
  WordPieces(List<String> pieces, boolean lowerCase) {
    if (!pieces
            .subList(0, Math.min(pieces.size(), Special.values().length))
            .equals(Special.pieces())
        || new LinkedHashSet<>(pieces).size() != pieces.size()) {
      throw new IllegalArgumentException(
          "pieces: expected %s, then others, each once; found another begin or a piece twice"
              .formatted(Special.pieces()));
    }
    this.pieces = List.copyOf(pieces);
    this.lowerCase = lowerCase;
    for (String piece : pieces) {
      ids.put(piece, ids.size());
    }
  }

  /**
   * Learns a vocabulary.
   *
   * @param documents what it is learned from
   * @param size pieces at most
   * @param minimumCount how often a piece that is joined must occur
   * @param lowerCase whether letters are made small and lose their accents
   */
  public static WordPieces learn(
      List<Document> documents, int size, int minimumCount, boolean lowerCase) {
    BertWords words = new BertWords(lowerCase);
    SortedMap<String, Long> counts = new TreeMap<>();
    for (Document document : documents) {
      for (String sentence : document.sentences()) {
        words.of(sentence).forEach(word -> counts.merge(word, 1L, Long::sum));
      }
    }
    return new WordPieces(new WordPieceLearner(size, minimumCount).learn(counts), lowerCase);
  }

  /** Cuts documents into sentences of pieces; sentences without any are left out. */
  public List<List<int[]>> cut(List<Document> documents) {
    BertWords words = new BertWords(lowerCase);
    Map<String, int[]> known = new HashMap<>();
    List<List<int[]>> cut = new ArrayList<>();
    for (Document document : documents) {
      cut.add(
          document.sentences().stream()
              .map(
                  sentence ->
                      words.of(sentence).stream()
                          .flatMapToInt(
                              word -> Arrays.stream(known.computeIfAbsent(word, this::ids)))
                          .toArray())
              .filter(sentence -> sentence.length > 0)
              .toList());
    }
    return cut;
  }

  /** Returns the vocabulary as {@code tokenizer.json}. */
  public byte[] toJson() {
    return TokenizerJson.of(this);
  }

  /** Returns all pieces in the order of their numbers. */
  List<String> pieces() {
    return pieces;
  }

  /** Returns how many pieces there are. */
  public int size() {
    return pieces.size();
  }

  boolean lowerCase() {
    return lowerCase;
  }

  /** Returns the numbers of the pieces of a word of {@link BertWords}. */
  int[] ids(String word) {
    int[] found = new int[word.length()];
    int count = 0;
    int begin = 0;
    while (begin < word.length()) {
      int end = word.length();
      Integer id = null;
      while (end > begin && id == null) {
        String piece = word.substring(begin, end);
        id = ids.get(begin == 0 ? piece : CONTINUATION + piece);
        end -= id == null ? 1 : 0;
      }
      if (id == null || word.codePointCount(0, word.length()) > LONGEST_WORD) {
        return new int[] {Special.UNK.id()};
      }
      found[count++] = id;
      begin = end;
    }
    return Arrays.copyOf(found, count);
  }
}
