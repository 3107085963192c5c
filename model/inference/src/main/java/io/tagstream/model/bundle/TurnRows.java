package io.tagstream.model.bundle;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.RecurrentState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the turns of streams one after the other: the forward state of a turn is what the next one
 * begins with; the backward layers and the decoder stay inside of a turn. The k-th rows of all
 * streams are encoded together. Used by one thread, once.
 */
final class TurnRows {
  private final RowTagger rows;
  private final int maxTokens;
  private final List<Reading> readings;

  TurnRows(RowTagger rows, int maxTokens, List<List<List<String>>> streams) {
    this.rows = rows;
    this.maxTokens = maxTokens;
    readings = streams.stream().map(Reading::new).toList();
  }

  /** Returns one tagging a turn, in the order of the streams and turns. */
  List<List<TokenTagging>> tag() {
    List<Reading> unfinished = readings.stream().filter(Reading::hasNext).toList();
    while (!unfinished.isEmpty()) {
      List<RowTagger.TaggedRow> tagged =
          rows.tagInputs(unfinished.stream().map(Reading::next).toList());
      for (int i = 0; i < tagged.size(); i++) {
        unfinished.get(i).add(tagged.get(i));
      }
      unfinished = unfinished.stream().filter(Reading::hasNext).toList();
    }
    return readings.stream().map(Reading::taggings).toList();
  }

  /** How far a stream has been read. */
  private final class Reading {
    private final List<List<String>> turns;
    private final List<TokenTagging> taggings = new ArrayList<>();
    private List<String> tags = new ArrayList<>();
    private List<Float> spanScores = new ArrayList<>();
    private @Nullable SentenceClass sentenceClass;
    private @Nullable RecurrentState state;
    private int begin;

    Reading(List<List<String>> turns) {
      this.turns = turns;
    }

    boolean hasNext() {
      return taggings.size() < turns.size();
    }

    private List<String> turn() {
      return turns.get(taggings.size());
    }

    /** The rest of the turn at hand, as far as the model reads at once. */
    EncoderInput next() {
      int end = Math.min(turn().size(), begin + maxTokens);
      return new EncoderInput(turn().subList(begin, end), state);
    }

    void add(RowTagger.TaggedRow row) {
      state = row.state();
      tags.addAll(row.tags());
      row.spans().forEach(span -> spanScores.add(span.score()));
      sentenceClass = begin == 0 ? row.sentenceClass() : sentenceClass;
      begin += maxTokens;
      if (begin >= turn().size()) {
        taggings.add(new TokenTagging(tags, spanScores, sentenceClass));
        begin = 0;
        tags = new ArrayList<>();
        spanScores = new ArrayList<>();
      }
    }

    List<TokenTagging> taggings() {
      return List.copyOf(taggings);
    }
  }
}
