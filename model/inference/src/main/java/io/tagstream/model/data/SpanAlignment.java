package io.tagstream.model.data;

import io.tagstream.model.data.DataNotice.Kind;
import io.tagstream.model.decode.TagSet;
import io.tagstream.model.text.Sentence;
import io.tagstream.model.text.Token;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brings the spans of a text together with its tokens. A span that begins or ends inside a token is
 * widened to the token's border: the token is what a model can label. A span over the end of a
 * sentence joins the two sentences: the label is a person's word, the end a rule's. A span that
 * shares a token with one before it is dropped, for a token has one tag.
 */
final class SpanAlignment {
  private final List<Token> tokens = new ArrayList<>();
  private final List<String> tags;

  /** For every token, whether a sentence ends after it. */
  private final boolean[] ends;

  private final Consumer<Kind> notices;

  /**
   * Prepares the tokens of a text.
   *
   * @param notices is told of every span that cannot be taken as it is
   */
  SpanAlignment(List<Sentence> sentences, Consumer<Kind> notices) {
    this.notices = notices;
    sentences.forEach(sentence -> tokens.addAll(sentence.tokens()));
    tags = new ArrayList<>(Collections.nCopies(tokens.size(), TagSet.OUTSIDE));
    ends = new boolean[tokens.size()];
    int last = -1;
    for (Sentence sentence : sentences) {
      last += sentence.tokens().size();
      ends[last] = true;
    }
  }

  /**
   * A sentence with its tags in BIO.
   *
   * @param begin first code point in the text
   * @param end code point after the sentence
   */
  record TaggedSentence(int begin, int end, List<String> words, List<String> tags) {}

  /** Tags the tokens of the spans. */
  void add(List<TextSpan> spans) {
    List<TextSpan> ordered = new ArrayList<>(spans);
    ordered.sort(
        Comparator.comparingInt(TextSpan::begin)
            .thenComparing(Comparator.comparingInt(TextSpan::end).reversed()));
    int free = 0;
    for (TextSpan span : ordered) {
      int first = 0;
      while (first < tokens.size() && tokens.get(first).end() <= span.begin()) {
        first++;
      }
      int end = first;
      while (end < tokens.size() && tokens.get(end).begin() < span.end()) {
        end++;
      }
      if (first == end) {
        notices.accept(Kind.SPAN_WITHOUT_TOKEN);
      } else if (first < free) {
        notices.accept(Kind.SPAN_OVERLAPPING);
      } else {
        tag(span, first, end);
        free = end;
      }
    }
  }

  private void tag(TextSpan span, int first, int end) {
    if (tokens.get(first).begin() < span.begin() || tokens.get(end - 1).end() > span.end()) {
      notices.accept(Kind.SPAN_WIDENED);
    }
    boolean across = false;
    for (int token = first; token < end; token++) {
      tags.set(token, (token == first ? "B-" : "I-") + span.label());
      if (token < end - 1 && ends[token]) {
        ends[token] = false;
        across = true;
      }
    }
    if (across) {
      notices.accept(Kind.SPAN_ACROSS_SENTENCES);
    }
  }

  /** Returns the sentences, those joined that a span reaches over. */
  List<TaggedSentence> sentences() {
    List<TaggedSentence> sentences = new ArrayList<>();
    int first = 0;
    for (int token = 0; token < tokens.size(); token++) {
      if (ends[token]) {
        sentences.add(
            new TaggedSentence(
                tokens.get(first).begin(),
                tokens.get(token).end(),
                tokens.subList(first, token + 1).stream().map(Token::text).toList(),
                tags.subList(first, token + 1)));
        first = token + 1;
      }
    }
    return sentences;
  }
}
