package io.tagstream.model.stream;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.Encoding.TokenClasses;
import io.tagstream.model.stream.StreamState.Chain;
import io.tagstream.model.stream.StreamState.ChainToken;
import io.tagstream.model.stream.StreamState.OpenSentence;
import io.tagstream.model.stream.StreamState.SaidSentence;
import io.tagstream.model.stream.StreamState.SaidSpan;
import io.tagstream.model.stream.Window.WindowToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event of a stream on its way: what is to be encoded, and what the encoding makes of it. Used
 * by one thread, for one event.
 */
final class StreamReading {
  private final Heads heads;
  private final StreamRules rules;
  private final StreamState state;
  private final StreamFeed feed;
  private final Window window;

  /** Whether all of the event is settled with it. */
  private final boolean complete;

  /** How many tokens of the window come before the next boundary. */
  private final int boundary;

  private final List<StreamEdit> retracted = new ArrayList<>();
  private final List<StreamEdit> added = new ArrayList<>();
  private long nextId;

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
    nextId = state.nextId();
    int tokens = window.tokens().size();
    boundary =
        complete ? tokens : Math.max(0, Math.min(tokens - rules.rightContext(), window.closed()));
  }

  /** Returns what is to be encoded, or {@code null} if there is nothing. */
  @Nullable EncoderInput input() {
    return window.tokens().isEmpty()
        ? null
        : new EncoderInput(window.words(), state.recurrent(), boundary);
  }

  /**
   * Says what has changed.
   *
   * @param encoding of the {@link #input}, or {@code null} without one
   */
  StreamStep step(@Nullable Encoding encoding) {
    TokenClasses classes = encoding == null ? null : encoding.tokenClasses();
    Spans spans = spans(encoding == null ? null : encoding.tagLogits());
    List<SentenceGroup> groups = SentenceGroup.of(state.sentences(), window, heads.maxTokens());
    List<StreamSentence> sentences = sentences(groups, classes);
    List<SentenceGroup> open = groups.subList(settledSentences(groups), groups.size());
    long position = feed.position();
    long next =
        boundary < window.tokens().size() ? window.tokens().get(boundary).begin() : position;
    long restart =
        complete
            ? position
            : feed.restart(
                next,
                open.isEmpty() ? next : open.get(0).begin(),
                open.size() < 2 ? position : open.get(0).end());
    StreamState after =
        new StreamState(
            position,
            nextId,
            feed.kept(restart),
            encoding == null ? state.recurrent() : encoding.state(),
            next,
            restart,
            spans.finalAfter(),
            complete ? new Chain(-1, 0, position, -1, List.of()) : spans.chain(),
            openSentences(open, classes),
            complete ? List.of() : said(spans),
            saidSentences(open, sentences));
    return new StreamStep(
        after,
        state.position(),
        position,
        sentences.stream().filter(sentence -> touches(sentence.begin(), sentence.end())).toList(),
        spans.spans().stream().filter(span -> touches(span.begin(), span.end())).toList(),
        edits(),
        spans.finalAfter());
  }

  private boolean touches(long begin, long end) {
    return end > state.position() && begin < feed.position();
  }

  private List<StreamEdit> edits() {
    List<StreamEdit> edits = new ArrayList<>(retracted);
    edits.addAll(added);
    return edits;
  }

  /** The spans as they are said now, and how far they are settled. */
  private record Spans(List<StreamSpan> spans, Chain chain, long finalAfter) {}

  private Spans spans(float @Nullable [][] logits) {
    if (heads.tags() == null) {
      return new Spans(List.of(), state.chain(), feed.position());
    }
    List<ChainToken> tokens = new ArrayList<>(state.chain().tokens());
    int certain = tokens.size() + boundary;
    for (int i = 0; i < window.tokens().size(); i++) {
      WindowToken token = window.tokens().get(i);
      tokens.add(new ChainToken(token.begin(), token.end(), Objects.requireNonNull(logits)[i]));
    }
    if (tokens.isEmpty()) {
      List<StreamSpan> unchanged = state.spans().stream().map(said -> span(said)).toList();
      return new Spans(unchanged, state.chain(), finalAfter(state.chain()));
    }
    SpanStep step = new SpanStep(heads.tags(), state.chain(), tokens, certain, complete);
    int visible = complete ? tokens.size() : Math.max(0, tokens.size() - rules.delay());
    Chain chain = step.next(visible);
    return new Spans(numbered(step.before(visible)), chain, finalAfter(chain));
  }

  /** A span that begins before cannot change: its tags are settled, and it cannot grow. */
  private long finalAfter(Chain chain) {
    if (complete) {
      return feed.position();
    }
    return chain.spanBegin() >= 0 ? chain.spanBegin() : chain.end();
  }

  /** Gives spans the ids they had, or new ones, and takes back what is no longer said. */
  private List<StreamSpan> numbered(List<StreamSpan> spans) {
    List<SaidSpan> gone = new ArrayList<>(state.spans());
    List<StreamSpan> numbered = new ArrayList<>(spans.size());
    for (StreamSpan span : spans) {
      SaidSpan said =
          gone.stream()
              .filter(other -> other.begin() == span.begin() && other.end() == span.end())
              .filter(other -> other.label().equals(span.label()))
              .findFirst()
              .orElse(null);
      SaidSpan as =
          new SaidSpan(
              said == null ? nextId++ : said.id(),
              span.label(),
              span.begin(),
              span.end(),
              span.score());
      numbered.add(span(as));
      if (said == null) {
        added.add(new StreamEdit.OfSpan(true, span(as)));
      } else {
        gone.remove(said);
      }
    }
    gone.forEach(said -> retracted.add(new StreamEdit.OfSpan(false, span(said))));
    return numbered;
  }

  private StreamSpan span(SaidSpan said) {
    return new StreamSpan(
        said.id(),
        said.label(),
        said.begin(),
        said.end(),
        feed.surface(said.begin(), said.end()),
        said.score());
  }

  private static List<SaidSpan> said(Spans spans) {
    return spans.spans().stream()
        .filter(span -> span.begin() >= spans.finalAfter())
        .map(span -> new SaidSpan(span.id(), span.label(), span.begin(), span.end(), span.score()))
        .toList();
  }

  private List<StreamSentence> sentences(
      List<SentenceGroup> groups, @Nullable TokenClasses classes) {
    List<SaidSentence> gone = new ArrayList<>(state.saidSentences());
    List<StreamSentence> sentences = new ArrayList<>(groups.size());
    for (SentenceGroup group : groups) {
      SentenceClass sentenceClass = group.sentenceClass(heads.classes(), classes);
      String label = sentenceClass == null ? null : sentenceClass.label();
      SaidSentence said =
          gone.stream()
              .filter(other -> other.begin() == group.begin() && other.end() == group.end())
              .filter(other -> Objects.equals(other.label(), label))
              .findFirst()
              .orElse(null);
      StreamSentence sentence =
          new StreamSentence(
              said == null ? nextId++ : said.id(), group.begin(), group.end(), sentenceClass);
      sentences.add(sentence);
      if (said == null) {
        added.add(new StreamEdit.OfSentence(true, sentence));
      } else {
        gone.remove(said);
      }
    }
    gone.forEach(said -> retracted.add(new StreamEdit.OfSentence(false, sentence(said))));
    return sentences;
  }

  /** Of what was said of a sentence, only the label is remembered, and how probable it was. */
  private static StreamSentence sentence(SaidSentence said) {
    String label = said.label();
    return new StreamSentence(
        said.id(),
        said.begin(),
        said.end(),
        label == null ? null : new SentenceClass(label, said.score(), Map.of()));
  }

  /** Returns how many sentences, from the first, can no longer change. */
  private int settledSentences(List<SentenceGroup> groups) {
    if (complete) {
      return groups.size();
    }
    int settled = 0;
    while (settled + 1 < groups.size()
        && groups.get(settled).isBefore(boundary)
        && (groups.get(settled + 1).begin() <= window.settledBegin()
            || groups.get(settled).size() >= heads.maxTokens())) {
      settled++;
    }
    return settled;
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
        .map(
            said -> {
              SentenceClass as = said.sentenceClass();
              return new SaidSentence(
                  said.id(),
                  said.begin(),
                  said.end(),
                  as == null ? null : as.label(),
                  as == null ? 0 : as.score());
            })
        .toList();
  }
}
