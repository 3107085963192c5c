package io.tagstream.training.network;

import io.tagstream.model.recurrent.WordIds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sentence as numbers, and what the heads are to say of it. Heads it says nothing of are not
 * trained by it.
 *
 * @param words ids of the words, at least one
 * @param tags by slot head the ids of the tags, one a word
 * @param openTags by slot head the tags that may be right where {@code tags} say {@code O}; a head
 *     that is not there has none
 * @param labels by class head the id of the class
 * @param begins whether the sentence begins with its first word, and not in a chunk before
 * @param ends whether the sentence ends with its last word, and not in a chunk after
 */
public record TrainingSentence(
    List<WordIds> words,
    Map<String, int[]> tags,
    Map<String, OpenTags> openTags,
    Map<String, Integer> labels,
    boolean begins,
    boolean ends) {
  public TrainingSentence {
    words = List.copyOf(words);
    tags = Map.copyOf(tags);
    openTags = Map.copyOf(openTags);
    labels = Map.copyOf(labels);
  }

  /** A whole sentence. */
  public TrainingSentence(
      List<WordIds> words,
      Map<String, int[]> tags,
      Map<String, OpenTags> openTags,
      Map<String, Integer> labels) {
    this(words, tags, openTags, labels, true, true);
  }

  /** A whole sentence of data that speaks of all tags. */
  public TrainingSentence(
      List<WordIds> words, Map<String, int[]> tags, Map<String, Integer> labels) {
    this(words, tags, Map.of(), labels);
  }

  /**
   * Returns some words of a whole sentence and their tags. The class goes with the last words: they
   * alone come after all others.
   *
   * @param begin position of the first word
   * @param end position after the last word; what lies after the sentence does not count
   */
  TrainingSentence chunk(int begin, int end) {
    boolean last = end >= words.size();
    int to = Math.min(end, words.size());
    Map<String, int[]> cut = new TreeMap<>();
    tags.forEach((head, ids) -> cut.put(head, Arrays.copyOfRange(ids, begin, to)));
    return new TrainingSentence(
        words.subList(begin, to), cut, openTags, last ? labels : Map.of(), begin == 0, last);
  }

  OpenTags openTags(String head) {
    return openTags.getOrDefault(head, OpenTags.NONE);
  }
}
