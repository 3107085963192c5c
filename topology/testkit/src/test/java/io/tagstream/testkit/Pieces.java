package io.tagstream.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Texts cut anywhere.
 *
 * @param pieces the pieces in order; some may be empty
 */
record Pieces(List<String> pieces) {
  private static final String[] WORDS = {
    "Book ", "a ", "table ", "in Oslo. ", "Then ", "play ", "Ann Lee!", " Dr.", "? ", "\n\n",
    "e\u0301", "👩\u200d👧 ", "U.S. ", "¿qué?", "東京", "don't", "-", "\u00a0", "3.5 ", "\u202e"
  };

  private static final String[] ORDINARY = {
    "the ", "train ", "to ", "Porto ", "leaves ", "at ", "noon", ". ", ", ", "Could ", "you ",
    "call ", "her ", "back", "? ", "It ", "has ", "rained ", "since ", "Monday"
  };

  String whole() {
    return String.join("", pieces);
  }

  /** The same text in one piece. */
  Pieces inOne() {
    return new Pieces(List.of(whole()));
  }

  /** Any text of at most so many code points, in any pieces. */
  static Arbitrary<Pieces> ofAtMost(int codePoints) {
    Arbitrary<String> words =
        Arbitraries.of(WORDS).list().ofMaxSize(codePoints / 2).map(Pieces::joined);
    Arbitrary<String> characters =
        Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(0x20, 0x7e)),
                Tuple.of(1, Arbitraries.integers().between(0, 0xd7ff)),
                Tuple.of(1, Arbitraries.integers().between(0xe000, 0x10ffff)))
            .map(Character::toString)
            .list()
            .ofMaxSize(codePoints)
            .map(Pieces::joined);
    return Combinators.combine(Arbitraries.oneOf(words, characters), Arbitraries.randoms())
        .as((text, random) -> cut(start(text, codePoints), 15, random));
  }

  /** Long texts, of ordinary words for the most part, in pieces of a letter or of many words. */
  static Arbitrary<Pieces> ofWords(int codePoints) {
    Arbitrary<String> text =
        Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of(ORDINARY)), Tuple.of(1, Arbitraries.of(WORDS)))
            .list()
            .ofMinSize(codePoints / 5)
            .ofMaxSize(codePoints / 3)
            .map(Pieces::joined);
    return Combinators.combine(text, Arbitraries.of(15, 120), Arbitraries.randoms())
        .as((words, longest, random) -> cut(start(words, codePoints), longest, random));
  }

  private static String joined(List<String> texts) {
    return String.join("", texts);
  }

  private static String start(String text, int codePoints) {
    int length = Math.min(codePoints, text.codePointCount(0, text.length()));
    return text.substring(0, text.offsetByCodePoints(0, length));
  }

  private static Pieces cut(String text, int longestOfAll, Random random) {
    List<String> pieces = new ArrayList<>();
    int longest = 1 + random.nextInt(longestOfAll);
    int begin = 0;
    while (begin < text.length()) {
      int codePoints =
          Math.min(random.nextInt(longest + 1), text.codePointCount(begin, text.length()));
      int end = text.offsetByCodePoints(begin, codePoints);
      pieces.add(text.substring(begin, end));
      begin = end;
    }
    if (pieces.isEmpty()) {
      pieces.add("");
    }
    return new Pieces(pieces);
  }
}
