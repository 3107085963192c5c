package io.tagstream.local.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What several people say at the same time, as a recognizer of speech would write it down: word by
 * word. The same pieces in the same order every time.
 */
final class Transcript {
  private static final String TRANSCRIPT = "transcript.txt";
  private static final int SEED = 5;
  private static final int LONGEST_BURST = 3;

  /** Every so many words, one that is long enough comes in two pieces. */
  private static final int CUT_EVERY = 6;

  private static final int LEAST_CUT = 6;

  private Transcript() {}

  /** Returns the transcript that ships with the demo. */
  static List<Piece> pieces() {
    return pieces(Utterance.read(TRANSCRIPT));
  }

  /**
   * Cuts what is said into pieces. What one key says is one running text; the keys take turns after
   * a few words.
   */
  static List<Piece> pieces(List<Utterance> utterances) {
    Map<String, StringBuilder> texts = new LinkedHashMap<>();
    for (Utterance utterance : utterances) {
      StringBuilder text = texts.computeIfAbsent(utterance.key(), unused -> new StringBuilder());
      text.append(text.isEmpty() ? "" : " ").append(utterance.text());
    }
    List<Deque<Piece>> speakers = new ArrayList<>();
    texts.forEach((key, text) -> speakers.add(new ArrayDeque<>(cut(key, text.toString()))));
    List<Piece> pieces = new ArrayList<>();
    Random random = new Random(SEED);
    while (!speakers.isEmpty()) {
      Deque<Piece> speaker = speakers.get(random.nextInt(speakers.size()));
      int burst = 1 + random.nextInt(LONGEST_BURST);
      for (int i = 0; i < burst && !speaker.isEmpty(); i++) {
        pieces.add(speaker.remove());
      }
      speakers.removeIf(Deque::isEmpty);
    }
    return pieces;
  }

  private static List<Piece> cut(String key, String text) {
    List<String> parts = new ArrayList<>();
    int words = 0;
    for (String word : text.split("(?<= )", -1)) {
      words++;
      int length = word.codePointCount(0, word.length());
      if (words % CUT_EVERY == 0 && length >= LEAST_CUT) {
        int middle = word.offsetByCodePoints(0, length / 2);
        parts.add(word.substring(0, middle));
        parts.add(word.substring(middle));
      } else {
        parts.add(word);
      }
    }
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      pieces.add(new Piece(key, parts.get(i), i == parts.size() - 1));
    }
    return pieces;
  }
}
