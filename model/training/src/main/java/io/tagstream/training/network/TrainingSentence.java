package io.tagstream.training.network;

import io.tagstream.model.recurrent.WordIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sentence as numbers, or a piece of one, and what the heads are to say of it. Heads it says
 * nothing of are not trained by it.
 *
 * @param words ids of the words, at least one
 * @param tags by slot head the ids of the tags, one a word
 * @param openTags by slot head the tags that may be right where {@code tags} say {@code O}; a head
 *     that is not there has none
 * @param labels by class head the id of the class
 * @param begins whether the sentence begins with its first word, and not in a piece before
 * @param ends whether the sentence ends with its last word, and not in a piece after
 * @param carried words after which the forward state is carried on, at least one; those behind are
 *     a lookahead, and the next piece begins with them
 */
public record TrainingSentence(
    List<WordIds> words,
    Map<String, int[]> tags,
    Map<String, OpenTags> openTags,
    Map<String, Integer> labels,
    boolean begins,
    boolean ends,
    int carried) {
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
    this(words, tags, openTags, labels, true, true, words.size());
  }

  /** A whole sentence of data that speaks of all tags. */
  public TrainingSentence(
      List<WordIds> words, Map<String, int[]> tags, Map<String, Integer> labels) {
    this(words, tags, Map.of(), labels);
  }

  /**
   * Returns the sentence in two pieces, as a stream has it that arrives bit by bit. Both train the
   * class: the first the class so far.
   *
   * @param at words before the cut, from 1 to one less than all
   * @param lookahead words behind the cut that the first piece reads, too, at most as many as there
   *     are
   */
  public List<TrainingSentence> cut(int at, int lookahead) {
    return List.of(
        piece(0, at, at + lookahead, labels), piece(at, words.size(), words.size(), labels));
  }

  /**
   * Returns pieces that are carried on after at most some words. The class goes with the last one:
   * it alone comes after all words.
   */
  List<TrainingSentence> chunks(int tokens) {
    List<TrainingSentence> chunks = new ArrayList<>();
    int begin = 0;
    for (; carried - begin > tokens; begin += tokens) {
      chunks.add(piece(begin, begin + tokens, begin + tokens, Map.of()));
    }
    chunks.add(begin == 0 ? this : piece(begin, carried, words.size(), labels));
    return chunks;
  }

  private TrainingSentence piece(int begin, int border, int end, Map<String, Integer> classes) {
    Map<String, int[]> cut = new TreeMap<>();
    tags.forEach((head, ids) -> cut.put(head, Arrays.copyOfRange(ids, begin, end)));
    return new TrainingSentence(
        words.subList(begin, end),
        cut,
        openTags,
        classes,
        begins && begin == 0,
        ends && end == words.size(),
        border - begin);
  }

  /** Returns whether more of the sentence comes in a piece after. */
  boolean isContinued() {
    return !ends || carried < words.size();
  }

  OpenTags openTags(String head) {
    return openTags.getOrDefault(head, OpenTags.NONE);
  }
}
