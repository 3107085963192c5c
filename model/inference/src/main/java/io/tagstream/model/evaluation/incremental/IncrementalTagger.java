package io.tagstream.model.evaluation.incremental;

import io.tagstream.model.TokenTagger;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.TokenEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tags labelled data the way streams are read: event by event, and what is said in the end counts.
 * Watches on the way how steady it is. Owned by one thread.
 */
final class IncrementalTagger implements TokenTagger {
  /** Streams of which an event each is read at once. */
  private static final int LANES = 64;

  private final TokenStreamTagger tagger;
  private final StreamRules rules;
  private final int tokensPerEvent;
  private final Map<Integer, StabilityScorer> scorers = new TreeMap<>();
  private final EditCounts edits = new EditCounts();

  /**
   * Makes a tagger.
   *
   * @param tokensPerEvent tokens of an event; the last one of a stream may have fewer
   * @param watchedDelays output delays to tell the stability under; the rules themselves must have
   *     none then, so that what is held back is known
   */
  IncrementalTagger(
      TokenStreamTagger tagger,
      StreamRules rules,
      int tokensPerEvent,
      List<Integer> watchedDelays) {
    this.tagger = tagger;
    this.rules = rules;
    this.tokensPerEvent = tokensPerEvent;
    watchedDelays.forEach(delay -> scorers.put(delay, new StabilityScorer()));
    if (rules.delay() > 0 && !watchedDelays.isEmpty()) {
      throw new IllegalArgumentException(
          "watchedDelays: expected none where the rules hold tokens back, found " + watchedDelays);
    }
  }

  @Override
  public List<TokenTagging> tagTokens(List<List<String>> sentences) {
    return tagStreams(sentences.stream().map(List::of).toList()).stream()
        .map(stream -> stream.get(0))
        .toList();
  }

  @Override
  public List<List<TokenTagging>> tagStreams(List<List<List<String>>> streams) {
    List<TokenStream> all = streams.stream().map(this::stream).toList();
    Deque<TokenStream> waiting = new ArrayDeque<>(all);
    List<TokenStream> running = new ArrayList<>();
    while (!waiting.isEmpty() || !running.isEmpty()) {
      while (running.size() < LANES && !waiting.isEmpty()) {
        running.add(waiting.remove());
      }
      read(running);
      running.removeIf(stream -> !stream.hasNext());
    }
    all.forEach(this::score);
    return all.stream().map(TokenStream::taggings).toList();
  }

  private TokenStream stream(List<List<String>> sentences) {
    return new TokenStream(
        sentences, scorers.keySet().stream().map(LabelHistory::new).toList(), edits);
  }

  private void read(List<TokenStream> streams) {
    List<TokenEvent> events = streams.stream().map(stream -> stream.next(tokensPerEvent)).toList();
    List<StreamStep> steps = tagger.readTokens(rules, events);
    for (int i = 0; i < streams.size(); i++) {
      streams.get(i).add(events.get(i), steps.get(i));
    }
  }

  private void score(TokenStream stream) {
    int next = 0;
    for (StabilityScorer scorer : scorers.values()) {
      scorer.add(stream.histories().get(next++));
    }
  }

  /** Returns the scores of a watched delay over all streams so far. */
  StabilityScores stability(int delay) {
    StabilityScorer scorer = scorers.get(delay);
    if (scorer == null) {
      throw new IllegalArgumentException("delay: expected a watched one, found " + delay);
    }
    return scorer.scores();
  }

  EditScores edits() {
    return edits.scores();
  }
}
