package io.tagstream.model.stream;

import io.tagstream.model.TokenTagging;
import io.tagstream.model.decode.TokenSpan;
import io.tagstream.model.stream.TailWords.TailWord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The tail of labelled data, which are whole tokens and in sentences already. Positions count
 * tokens, and there is no text. Used by one thread, for one event.
 */
final class TailTokens implements TailFeed {
  private final long begin;
  private final long end;
  private final List<List<String>> sentences = new ArrayList<>();

  private TailTokens(long begin, List<String> tokens, TokenEvent event) {
    this.begin = begin;
    end = begin + tokens.size();
    int first = 0;
    for (int next = 1; next <= tokens.size(); next++) {
      if (next == tokens.size() || event.sentenceBegins().contains(begin + next)) {
        sentences.add(tokens.subList(first, next));
        first = next;
      }
    }
  }

  static TailTokens of(StreamRules rules, TokenEvent event) {
    StreamState state = event.state() == null ? StreamState.BEGIN : event.state();
    TokenFeed.verifyRepeated(state, event);
    if (rules.mode() == StreamRules.Mode.UTTERANCE) {
      return new TailTokens(state.position(), event.added(), event);
    }
    List<String> tokens = new ArrayList<>(event.repeated());
    tokens.addAll(event.added());
    return new TailTokens(state.boundary(), tokens, event);
  }

  /** Returns the sentences to tag, of at least one token each. */
  List<List<String>> sentences() {
    return sentences;
  }

  /**
   * Returns what a tagger says of the tokens.
   *
   * @param taggings gives one a sentence, and more for others
   */
  Said said(Iterator<TokenTagging> taggings) {
    List<StreamSpan> spans = new ArrayList<>();
    List<StreamSentence> said = new ArrayList<>(sentences.size());
    long sentenceBegin = begin;
    for (List<String> sentence : sentences) {
      TokenTagging tagging = taggings.next();
      Iterator<Float> scores = tagging.spanScores().iterator();
      for (TokenSpan span : TokenSpan.of(tagging.tags())) {
        spans.add(
            new StreamSpan(
                -1,
                span.label(),
                sentenceBegin + span.begin(),
                sentenceBegin + span.end(),
                "",
                scores.next()));
      }
      long sentenceEnd = sentenceBegin + sentence.size();
      said.add(new StreamSentence(-1, sentenceBegin, sentenceEnd, tagging.sentenceClass()));
      sentenceBegin = sentenceEnd;
    }
    return new Said(spans, said);
  }

  @Override
  public TailWords words() {
    List<TailWord> words =
        LongStream.range(begin, end)
            .mapToObj(token -> new TailWord(token, token + 1, true))
            .toList();
    return new TailWords(begin, end, words, words.size());
  }

  @Override
  public String surface(long from, long to) {
    return "";
  }

  @Override
  public @Nullable String language() {
    return null;
  }

  @Override
  public String kept(long place) {
    return "";
  }
}
