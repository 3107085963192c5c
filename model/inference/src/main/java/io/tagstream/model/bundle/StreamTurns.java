package io.tagstream.model.bundle;

import io.tagstream.model.TokenTagging;
import io.tagstream.model.decode.TagSet;
import io.tagstream.model.stream.EventReader;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamSpan;
import io.tagstream.model.stream.StreamState;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.TokenEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Streams of turns whose tokens are known, read as they are served: every turn is an event, and the
 * k-th turns of all streams are read together. Used by one thread, once.
 */
final class StreamTurns {
  private static final StreamRules RULES = StreamRules.utterances();

  private final EventReader reader;
  private final boolean tagged;
  private final List<Reading> readings;

  /**
   * Begins.
   *
   * @param reader reads the events
   * @param tagged whether the model has a slot head
   * @param streams the turns of each stream, and the tokens of each
   */
  StreamTurns(EventReader reader, boolean tagged, List<List<List<String>>> streams) {
    this.reader = reader;
    this.tagged = tagged;
    readings = streams.stream().map(Reading::new).toList();
  }

  /** Returns one tagging a turn, in the order of the streams and turns. */
  List<List<TokenTagging>> tag() {
    List<Reading> unfinished = readings.stream().filter(Reading::hasNext).toList();
    while (!unfinished.isEmpty()) {
      List<StreamStep> steps =
          reader.readTokens(RULES, unfinished.stream().map(Reading::next).toList());
      for (int i = 0; i < steps.size(); i++) {
        unfinished.get(i).add(steps.get(i));
      }
      unfinished = unfinished.stream().filter(Reading::hasNext).toList();
    }
    return readings.stream().map(reading -> List.copyOf(reading.taggings)).toList();
  }

  /** How far a stream has been read. */
  private final class Reading {
    private final List<List<String>> turns;
    private final List<TokenTagging> taggings = new ArrayList<>();
    private @Nullable StreamState state;

    Reading(List<List<String>> turns) {
      this.turns = turns;
    }

    boolean hasNext() {
      return taggings.size() < turns.size();
    }

    /** A turn is one sentence; a turn that is complete leaves nothing to read again. */
    TokenEvent next() {
      long begin = state == null ? 0 : state.position();
      return new TokenEvent(state, List.of(), turns.get(taggings.size()), Set.of(begin), false);
    }

    void add(StreamStep step) {
      state = step.state();
      List<String> tags = tagged ? tags(step) : List.of();
      List<Float> scores = step.spans().stream().map(StreamSpan::score).toList();
      taggings.add(new TokenTagging(tags, scores, step.sentences().get(0).sentenceClass()));
    }
  }

  /** Positions of the stream count tokens. */
  private static List<String> tags(StreamStep step) {
    int tokens = (int) (step.end() - step.begin());
    List<String> tags = new ArrayList<>(Collections.nCopies(tokens, TagSet.OUTSIDE));
    for (StreamSpan span : step.spans()) {
      int begin = (int) (span.begin() - step.begin());
      int end = (int) (span.end() - step.begin());
      tags.set(begin, "B-" + span.label());
      Collections.fill(tags.subList(begin + 1, end), "I-" + span.label());
    }
    return tags;
  }
}
