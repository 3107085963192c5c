package io.tagstream.model.stream;

import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.Span;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.stream.TailWords.TailWord;
import io.tagstream.model.text.CodePoints;
import io.tagstream.model.text.Token;
import io.tagstream.model.text.WordTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tail of a text that arrives in pieces, cut anywhere. Used by one thread, for one event. */
final class TailText implements TailFeed {
  private static final WordTokenizer WORDS = new WordTokenizer();

  private final StreamState state;
  private final StreamEvent event;
  private final boolean complete;

  /** All text that is tagged, and where it begins in the stream. */
  private final String text;

  private final long begin;
  private final CodePoints codePoints;

  private TailText(StreamState state, StreamEvent event, boolean alone, boolean complete) {
    this.state = state;
    this.event = event;
    this.complete = complete;
    text = alone ? event.wellFormedText() : state.text() + event.wellFormedText();
    begin = alone ? state.position() : state.textBegin();
    codePoints = CodePoints.of(text);
  }

  static TailText of(StreamRules rules, StreamEvent event) {
    StreamState state = event.state() == null ? StreamState.BEGIN : event.state();
    boolean alone = rules.mode() == StreamRules.Mode.UTTERANCE;
    return new TailText(state, event, alone, alone || event.ends());
  }

  /** Returns what is tagged; may be empty. */
  Text text() {
    String language = language();
    return new Text(text, language == null ? null : Locale.forLanguageTag(language));
  }

  /** Returns what a tagger says of the text, at positions of the stream. */
  Said said(Tagging tagging) {
    List<StreamSpan> spans = new ArrayList<>(tagging.spans().size());
    for (Span span : tagging.spans()) {
      spans.add(
          new StreamSpan(
              -1, span.label(), begin + span.begin(), begin + span.end(), "", span.score()));
    }
    List<StreamSentence> sentences = new ArrayList<>(tagging.sentences().size());
    for (ClassifiedSentence sentence : tagging.sentences()) {
      sentences.add(
          new StreamSentence(
              -1, begin + sentence.begin(), begin + sentence.end(), sentence.sentenceClass()));
    }
    return new Said(spans, sentences);
  }

  @Override
  public TailWords words() {
    int closedEnd = complete ? codePoints.length() : OpenStretch.closedEnd(text, codePoints);
    List<TailWord> words = new ArrayList<>();
    int closed = 0;
    int before = 0;
    for (Token token : WORDS.tokenize(text)) {
      boolean opens =
          before == 0 || OpenStretch.hasWhiteSpace(codePoints.cut(before, token.begin()));
      words.add(new TailWord(begin + token.begin(), begin + token.end(), opens));
      closed += token.end() <= closedEnd ? 1 : 0;
      before = token.end();
    }
    return new TailWords(begin, begin + codePoints.length(), words, closed);
  }

  @Override
  public String surface(long from, long to) {
    int first = (int) Math.max(0, from - begin);
    return codePoints.cut(first, Math.max(first, (int) (to - begin)));
  }

  @Override
  public @Nullable String language() {
    return event.language() == null ? state.language() : event.language().toLanguageTag();
  }

  @Override
  public String kept(long place) {
    if (!complete) {
      return text.substring(codePoints.toUtf16((int) (place - begin)));
    }
    // Nobody tags it again but a model that comes after this one, which may know what to make of
    // it.
    String all = state.text() + event.wellFormedText();
    int length = CodePoints.length(all);
    String end = CodePoints.cut(all, Math.max(0, length - TextFeed.KEPT), length);
    return end.endsWith(TextFeed.LINE_END) ? end : end + TextFeed.LINE_END;
  }
}
