package io.tagstream.training.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts the rows of a batch into chunks of at most some tokens, for truncated back-propagation
 * through time (Williams &amp; Peng 1990). The longest row comes first, so that the rows of a chunk
 * are the first rows of the chunk before; rows of the same length stay in their order.
 */
final class Chunks {
  private Chunks() {}

  /**
   * Returns the chunks in order.
   *
   * @param sentences rows, at least one
   * @param tokens longest chunk, in tokens
   */
  static List<List<TrainingSentence>> of(List<TrainingSentence> sentences, int tokens) {
    List<TrainingSentence> longestFirst = new ArrayList<>(sentences);
    longestFirst.sort(
        Comparator.comparingInt((TrainingSentence sentence) -> sentence.words().size()).reversed());
    int longest = longestFirst.get(0).words().size();
    List<List<TrainingSentence>> chunks = new ArrayList<>();
    for (int from = 0; from < longest; from += tokens) {
      int begin = from;
      chunks.add(
          longestFirst.stream()
              .filter(sentence -> sentence.words().size() > begin)
              .map(sentence -> sentence.chunk(begin, begin + tokens))
              .toList());
    }
    return chunks;
  }
}
