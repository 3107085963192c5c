package io.tagstream.training.network;

import io.tagstream.model.recurrent.WordIds;
import java.util.List;

/**
 * A sentence as numbers.
 *
 * @param words ids of the words, at least one
 * @param tags ids of the tags, one a word; empty if the network has no slot head
 * @param label id of the class; -1 if the network has no class head
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
public record TrainingSentence(List<WordIds> words, int[] tags, int label) {
  public TrainingSentence {
    words = List.copyOf(words);
  }
}
