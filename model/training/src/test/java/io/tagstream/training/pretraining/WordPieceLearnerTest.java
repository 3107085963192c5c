package io.tagstream.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.training.pretraining.WordPieces.Special;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordPieceLearnerTest {

  @Test
  void shouldBeginWithSpecialPiecesAndBothFormsOfEachCharacter() {
    assertThat(new WordPieceLearner(9, 1).learn(words("ab", 3)))
        .containsExactly("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "##a", "b", "##b");
  }

  @Test
  void shouldJoinWhatStandsTogetherMoreOftenThanByChance() {
    // The pair of x and y is rarer than that of e and t, but x and y are never apart.
    SortedMap<String, Long> words = words("xy", 8, "et", 10, "e", 40, "es", 10, "at", 10);

    List<String> pieces = new WordPieceLearner(100, 1).learn(words);

    assertThat(joined(pieces)).startsWith("xy");
  }

  @Test
  void shouldMakeThePairThatRaisesTheLikelihoodMostInEachStep() {
    Random random = new Random(11);
    for (int round = 0; round < 20; round++) {
      SortedMap<String, Long> words = new TreeMap<>();
      for (int i = 0; i < 12; i++) {
        String word =
            random
                .ints(1 + random.nextInt(6), 'a', 'e')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        words.merge(word, 1L + random.nextInt(30), Long::sum);
      }

      List<String> pieces = new WordPieceLearner(30, 2).learn(words);

      List<String> joined = joined(pieces);
      assertThat(joined).isEqualTo(textbook(words, joined.size(), pieces));
    }
  }

  @Test
  void shouldLeaveRareCharactersAndPairsAlone() {
    List<String> pieces = new WordPieceLearner(100, 5).learn(words("ab", 9, "cd", 4, "abcd", 1));

    assertThat(pieces).contains("ab", "##d", "c").doesNotContain("cd", "##cd");
    assertThat(new WordPieceLearner(100, 6).learn(words("ab", 9, "cd", 4, "abcd", 1)))
        .doesNotContain("c", "##c", "d");
  }

  @Test
  void shouldLearnTheSameFromTheSameWords() {
    SortedMap<String, Long> words = words("lower", 5, "lowest", 2, "newer", 6, "wider", 3);

    assertThat(new WordPieceLearner(40, 1).learn(words))
        .isEqualTo(new WordPieceLearner(40, 1).learn(new TreeMap<>(words)))
        .hasSizeLessThanOrEqualTo(40)
        .doesNotHaveDuplicates();
  }

  private static List<String> joined(List<String> pieces) {
    return pieces.stream()
        .skip(Special.values().length)
        .filter(piece -> piece.replace(WordPieces.CONTINUATION, "").length() > 1)
        .toList();
  }

  private static SortedMap<String, Long> words(Object... wordsAndCounts) {
    SortedMap<String, Long> words = new TreeMap<>();
    for (int i = 0; i < wordsAndCounts.length; i += 2) {
      words.put((String) wordsAndCounts[i], ((Integer) wordsAndCounts[i + 1]).longValue());
    }
    return words;
  }

  /** Counts everything anew for each step; of pairs that are as good, the first in an order. */
  private static List<String> textbook(
      SortedMap<String, Long> words, int steps, List<String> order) {
    Map<String, List<String>> cut = new TreeMap<>();
    words.keySet().forEach(word -> cut.put(word, characters(word)));
    List<String> made = new ArrayList<>();
    while (made.size() < steps) {
      Map<String, Long> pieces = new HashMap<>();
      Map<List<String>, Long> pairs = new HashMap<>();
      cut.forEach(
          (word, parts) -> {
            long count = words.getOrDefault(word, 0L);
            parts.forEach(part -> pieces.merge(part, count, Long::sum));
            for (int i = 0; i + 1 < parts.size(); i++) {
              pairs.merge(parts.subList(i, i + 2), count, Long::sum);
            }
          });
      List<String> best =
          pairs.entrySet().stream()
              .filter(pair -> pair.getValue() >= 2)
              .max(
                  Comparator.<Map.Entry<List<String>, Long>>comparingDouble(
                          pair -> gain(pair, pieces))
                      .thenComparing(pair -> -order.indexOf(pair.getKey().get(0)))
                      .thenComparing(pair -> -order.indexOf(pair.getKey().get(1))))
              .orElseThrow()
              .getKey();
      String joined = best.get(0) + best.get(1).substring(2);
      if (!made.contains(joined)) {
        made.add(joined);
      }
      cut.replaceAll((word, parts) -> joined(parts, best, joined));
    }
    return made;
  }

  private static double gain(Map.Entry<List<String>, Long> pair, Map<String, Long> pieces) {
    double total = pieces.values().stream().mapToLong(Long::longValue).sum();
    return pair.getValue()
        * (Math.log((double) pair.getValue())
            + Math.log(total)
            - Math.log((double) pieces.getOrDefault(pair.getKey().get(0), 0L))
            - Math.log((double) pieces.getOrDefault(pair.getKey().get(1), 0L)));
  }

  private static List<String> characters(String word) {
    return IntStream.range(0, word.length())
        .mapToObj(i -> (i == 0 ? "" : WordPieces.CONTINUATION) + word.charAt(i))
        .toList();
  }

  private static List<String> joined(List<String> parts, List<String> pair, String joined) {
    List<String> after = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      boolean joins = i + 1 < parts.size() && parts.subList(i, i + 2).equals(pair);
      after.add(joins ? joined : parts.get(i));
      i += joins ? 1 : 0;
    }
    return after;
  }
}
