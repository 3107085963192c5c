package io.tagstream.training.network;

import io.tagstream.model.recurrent.WordIds;
import java.util.List;
import java.util.Map;

/**
 * A sentence as numbers, and what the heads are to say of it. Heads it says nothing of are not
 * trained by it.
 *
 * @param words ids of the words, at least one
 * @param tags by slot head the ids of the tags, one a word
 * @param openTags by slot head the tags that may be right where {@code tags} say {@code O}; a head
 *     that is not there has none
 * @param labels by class head the id of the class
 */
public record TrainingSentence(
    List<WordIds> words,
    Map<String, int[]> tags,
    Map<String, OpenTags> openTags,
    Map<String, Integer> labels) {
  public TrainingSentence {
    words = List.copyOf(words);
    tags = Map.copyOf(tags);
    openTags = Map.copyOf(openTags);
    labels = Map.copyOf(labels);
  }

  /** A sentence of data that speaks of all tags. */
  public TrainingSentence(
      List<WordIds> words, Map<String, int[]> tags, Map<String, Integer> labels) {
    this(words, tags, Map.of(), labels);
  }

  OpenTags openTags(String head) {
    return openTags.getOrDefault(head, OpenTags.NONE);
  }
}
