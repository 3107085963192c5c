package io.tagstream.model.stream;

import io.tagstream.model.stream.StreamState.SaidSentence;
import io.tagstream.model.stream.StreamState.SaidSpan;
import java.util.List;

/**
 * One event of a stream of which the tail was tagged: compares what is said now with what was said.
 * Used by one thread, for one event.
 */
final class TailReading {
  private final StreamRules rules;
  private final StreamState state;
  private final TailFeed feed;
  private final TailWords words;

  /** Whether all of the event is settled with it. */
  private final boolean complete;

  private final SaidEdits edits;

  TailReading(StreamRules rules, StreamState state, TailFeed feed, boolean ends) {
    this.rules = rules;
    this.state = state;
    this.feed = feed;
    complete = ends || rules.mode() == StreamRules.Mode.UTTERANCE;
    words = feed.words();
    edits = new SaidEdits(feed, state.nextId());
  }

  /**
   * Says what has changed.
   *
   * @param said what the tagger says of the tail
   */
  StreamStep step(Said said) {
    long place = complete ? words.end() : new TailCut(rules, words, said).place();
    // A model before may have settled more than it kept text of.
    long finalAfter = Math.max(state.finalAfter(), place);
    List<StreamSpan> spans = spans(said, place);
    List<StreamSentence> sentences = edits.sentences(state.saidSentences(), sentences(said));
    StreamState after =
        StreamState.ofText(
            words.end(),
            edits.nextId(),
            feed.kept(place),
            feed.language(),
            finalAfter,
            spans.stream().filter(span -> span.begin() >= finalAfter).map(SaidSpan::of).toList(),
            sentences.stream().filter(one -> one.end() > place).map(SaidSentence::of).toList());
    return new StreamStep(
        after,
        state.position(),
        words.end(),
        sentences.stream().filter(one -> touches(one.begin(), one.end())).toList(),
        spans.stream().filter(one -> touches(one.begin(), one.end())).toList(),
        edits.edits(),
        finalAfter);
  }

  private boolean touches(long begin, long end) {
    return end > state.position() && begin < words.end();
  }

  private List<StreamSpan> spans(Said said, long place) {
    long visible = Math.max(place, visible());
    List<StreamSpan> now =
        Said.cutAt(place, said.spansFrom(state.finalAfter(), words), words::endBefore).stream()
            .filter(span -> span.begin() < visible)
            .toList();
    return edits.spans(state.spans(), now);
  }

  /** Returns where the words begin that are too young to be spoken of. */
  private long visible() {
    boolean all = complete || rules.delay() == 0;
    return all ? words.end() : words.begin(Math.max(0, words.words().size() - rules.delay()));
  }

  private List<StreamSentence> sentences(Said said) {
    List<SaidSentence> before = state.saidSentences();
    if (before.isEmpty()) {
      return said.sentencesFrom(words.endBefore(state.position()), words);
    }
    long first = before.get(0).begin();
    return first < words.begin() ? said.sentencesAfter(first) : said.sentencesFrom(first, words);
  }
}
