package io.tagstream.model.stream;

import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.Encoding.TokenClasses;
import io.tagstream.model.encoder.RecurrentState;
import io.tagstream.model.stream.StreamState.Chain;
import io.tagstream.model.stream.StreamState.ChainToken;
import io.tagstream.model.stream.StreamState.OpenSentence;
import io.tagstream.model.stream.StreamState.SaidSentence;
import io.tagstream.model.stream.StreamState.SaidSpan;
import io.tagstream.model.stream.Window.WindowToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event of a stream on its way: what is to be encoded, and what the encoding makes of it. Used
 * by one thread, for one event.
 */
final class StreamReading {
  /** Of more sentences that may still change, the first ones stay as they are. */
  private static final int MAX_OPEN_SENTENCES = 16;

  private final Heads heads;
  private final StreamRules rules;
  private final StreamState state;
  private final StreamFeed feed;
  private final Window window;

  /** Whether all of the event is settled with it. */
  private final boolean complete;

  /** How many tokens of the window come before the next boundary. */
  private final int boundary;

  private final SaidEdits edits;

  /** State of the forward layers where the window begins. */
  private @Nullable RecurrentState recurrent;

  /**
   * What makes tags and classes.
   *
   * @param maxTokens tokens of the longest sentence
   */
  record Heads(@Nullable TagDecoder tags, @Nullable ClassDecoder classes, int maxTokens) {}

  StreamReading(
      Heads heads, StreamRules rules, StreamState state, StreamFeed feed, boolean complete) {
    this.heads = heads;
    this.rules = rules;
    this.state = state;
    this.feed = feed;
    this.complete = complete;
    window = feed.window();
    edits = new SaidEdits(feed, state.nextId());
    int tokens = window.tokens().size();
    boundary = complete ? tokens : boundary(tokens);
    recurrent = state.recurrent();
  }

  private int boundary(int tokens) {
    return window.blank()
        ? window.closed()
        : Math.max(0, Math.min(tokens - rightContext(), window.closed()));
  }

  /** A setting may be meant for a model that reads its tail again, and be longer. */
  private int rightContext() {
    return Math.min(rules.rightContext(), StreamRules.MAX_RECURRENT);
  }

  /**
   * Returns what is to be encoded before the window, because another model wrote the state; {@code
   * null} if there is nothing.
   */
  @Nullable EncoderInput context() {
    List<String> words = recurrent == null ? feed.context() : List.of();
    return words.isEmpty() ? null : EncoderInput.of(words);
  }

  /** Goes on from the encoded {@link #context}, of which nothing is said. */
  void readAfter(Encoding context) {
    recurrent = context.state();
  }

  /** Returns what is to be encoded, or {@code null} if there is nothing. */
  @Nullable EncoderInput input() {
    return window.tokens().isEmpty() ? null : new EncoderInput(window.words(), recurrent, boundary);
  }

  /**
   * Says what has changed.
   *
   * @param encoding of the {@link #input}, or {@code null} without one
   */
  StreamStep step(@Nullable Encoding encoding) {
    TokenClasses classes = encoding == null ? null : encoding.tokenClasses();
    List<SentenceGroup> groups = SentenceGroup.of(state, window, heads.maxTokens());
    List<StreamSentence> sentences = sentences(groups, classes);
    List<SentenceGroup> open = groups.subList(settledSentences(groups), groups.size());
    Spans spans = spans(encoding == null ? null : encoding.tagLogits(), open);
    long position = feed.position();
    long next =
        boundary < window.tokens().size() ? window.tokens().get(boundary).begin() : position;
    long restart = restart(open, next);
    StreamState after =
        new StreamState(
            position,
            edits.nextId(),
            feed.kept(restart),
            feed.language(),
            encoding == null ? recurrent : encoding.state(),
            next,
            restart,
            spans.finalAfter(),
            complete ? Chain.begin(position) : spans.chain(),
            openSentences(open, classes),
            complete ? List.of() : said(spans),
            saidSentences(open, sentences));
    return new StreamStep(
        after,
        state.position(),
        position,
        sentences.stream().filter(sentence -> touches(sentence.begin(), sentence.end())).toList(),
        spans.spans().stream().filter(span -> touches(span.begin(), span.end())).toList(),
        edits.edits(),
        spans.finalAfter());
  }

  private long restart(List<SentenceGroup> open, long next) {
    if (complete || (open.isEmpty() && window.ended() && next == feed.position())) {
      return feed.position();
    }
    return feed.restart(
        next,
        open.isEmpty() ? next : open.get(0).begin(),
        open.size() < 2 ? feed.position() : open.get(0).end());
  }

  private boolean touches(long begin, long end) {
    return end > state.position() && begin < feed.position();
  }

  /** The spans as they are said now, and how far they are settled. */
  private record Spans(List<StreamSpan> spans, Chain chain, long finalAfter) {}

  private Spans spans(float @Nullable [][] logits, List<SentenceGroup> open) {
    if (heads.tags() == null) {
      // Nothing can change but what is said of the open sentences; a model before had spans.
      long finalAfter = open.isEmpty() ? feed.position() : open.get(0).begin();
      return new Spans(
          edits.spans(state.spans(), List.of()),
          state.chain(),
          Math.max(state.finalAfter(), finalAfter));
    }
    List<ChainToken> tokens = new ArrayList<>(state.chain().tokens());
    // Tags before are settled; of a new model's window, these may be some.
    int first = window.firstFrom(state.chain().end());
    int certain = tokens.size() + Math.max(0, boundary - first);
    for (int i = first; i < window.tokens().size(); i++) {
      WindowToken token = window.tokens().get(i);
      tokens.add(new ChainToken(token.begin(), token.end(), Objects.requireNonNull(logits)[i]));
    }
    if (tokens.isEmpty()) {
      List<StreamSpan> unchanged = state.spans().stream().map(edits::unchanged).toList();
      return new Spans(unchanged, state.chain(), finalAfter(state.chain()));
    }
    SpanStep step = new SpanStep(heads.tags(), state.chain(), tokens, certain, complete);
    int visible = complete ? tokens.size() : Math.max(0, tokens.size() - rules.delay());
    Chain chain = step.next(visible);
    List<StreamSpan> spans = edits.spans(state.spans(), step.before(visible));
    return new Spans(spans, chain, finalAfter(chain));
  }

  /** A span that begins before cannot change: its tags are settled, and it cannot grow. */
  private long finalAfter(Chain chain) {
    if (complete) {
      return feed.position();
    }
    return chain.spanBegin() >= 0 ? chain.spanBegin() : chain.end();
  }

  private static List<SaidSpan> said(Spans spans) {
    return spans.spans().stream()
        .filter(span -> span.begin() >= spans.finalAfter())
        .map(SaidSpan::of)
        .toList();
  }

  private List<StreamSentence> sentences(
      List<SentenceGroup> groups, @Nullable TokenClasses classes) {
    List<StreamSentence> now = new ArrayList<>(groups.size());
    for (SentenceGroup group : groups) {
      now.add(
          new StreamSentence(
              -1, group.begin(), group.end(), group.sentenceClass(heads.classes(), classes)));
    }
    return edits.sentences(state.saidSentences(), now);
  }

  /** Returns how many sentences, from the first, can no longer change. */
  private int settledSentences(List<SentenceGroup> groups) {
    if (complete) {
      return groups.size();
    }
    int settled = 0;
    while (settled < groups.size()
        && groups.get(settled).isBefore(boundary)
        && isSettled(groups, settled)) {
      settled++;
    }
    return settled;
  }

  private boolean isSettled(List<SentenceGroup> groups, int group) {
    if (group + 1 == groups.size()) {
      return window.ended();
    }
    return groups.get(group + 1).begin() <= window.settledBegin()
        || groups.get(group).size() >= heads.maxTokens()
        || groups.size() - group > MAX_OPEN_SENTENCES;
  }

  private List<OpenSentence> openSentences(
      List<SentenceGroup> open, @Nullable TokenClasses classes) {
    return open.stream()
        .map(group -> group.at(boundary, window, classes))
        .filter(Objects::nonNull)
        .toList();
  }

  private static List<SaidSentence> saidSentences(
      List<SentenceGroup> open, List<StreamSentence> sentences) {
    return sentences.subList(sentences.size() - open.size(), sentences.size()).stream()
        .map(SaidSentence::of)
        .toList();
  }
}
