package io.tagstream.training;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.data.Streams;
import io.tagstream.training.augmentation.AugmentedEpoch;
import io.tagstream.training.config.DataConfig.Heads;
import io.tagstream.training.config.DataConfig.StreamUse;
import io.tagstream.training.config.Shares;
import io.tagstream.training.data.SetSentences;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A data set as the epochs show it.
 *
 * @param sentences how its sentences are written in an epoch
 * @param streams its streams, as positions of their turns among its sentences
 * @param size how many streams an epoch shows
 * @param perEpoch how many sentences that comes to, on average
 * @param mostTurns how many sentences at most are chained at random as turns of a made-up stream
 * @param heads the heads that they train
 */
record LearningSet(
    AugmentedEpoch sentences,
    List<List<Integer>> streams,
    int size,
    int perEpoch,
    int mostTurns,
    Heads heads) {

  /**
   * Takes the sentences of a data set.
   *
   * @param turns most turns of a stream; a longer one is taken in pieces, each from zero state
   */
  static LearningSet of(SetSentences set, Shares shares, int turns) {
    List<Integer> all = IntStream.range(0, set.train().size()).boxed().toList();
    List<List<Integer>> streams =
        Streams.of(all, sentence -> set.train().get(sentence).place()).stream()
            .flatMap(stream -> pieces(stream, turns).stream())
            .toList();
    return new LearningSet(
        new AugmentedEpoch(set.train(), shares),
        streams,
        (int) Math.round(streams.size() * set.set().weight()),
        set.perEpoch(),
        set.set().streams() == StreamUse.SHUFFLED ? turns : 1,
        set.set().heads());
  }

  private static List<List<Integer>> pieces(List<Integer> stream, int turns) {
    List<List<Integer>> pieces = new ArrayList<>();
    for (int begin = 0; begin < stream.size(); begin += turns) {
      pieces.add(List.copyOf(stream.subList(begin, Math.min(stream.size(), begin + turns))));
    }
    return pieces;
  }

  /** Returns what an epoch shows: all streams as often as it can, then some of them. */
  List<List<LabelledSentence>> shown(Random random) {
    List<List<LabelledSentence>> shown = new ArrayList<>(size);
    while (shown.size() + streams.size() <= size && !streams.isEmpty()) {
      shown.addAll(once(random));
    }
    if (shown.size() < size) {
      List<List<LabelledSentence>> some = new ArrayList<>(once(random));
      Collections.shuffle(some, random);
      shown.addAll(some.subList(0, size - shown.size()));
    }
    return shown;
  }

  private List<List<LabelledSentence>> once(Random random) {
    List<LabelledSentence> written = sentences.shown(random);
    return streams.stream().map(stream -> stream.stream().map(written::get).toList()).toList();
  }
}
