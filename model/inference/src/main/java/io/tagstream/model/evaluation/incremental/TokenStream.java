package io.tagstream.model.evaluation.incremental;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.stream.StreamEdit;
import io.tagstream.model.stream.StreamSentence;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.TokenEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A stream of labelled data on its way through a tagger. Owned by one thread. */
final class TokenStream {
  private final List<List<String>> sentences;
  private final List<String> tokens;
  private final TreeSet<Long> begins = new TreeSet<>();
  private final List<LabelHistory> histories;
  private final EditCounts edits;
  private final SpanFold spans = new SpanFold();

  /** What is said of the sentence that begins at a token. */
  private final Map<Long, SentenceClass> classes = new HashMap<>();

  private StreamCursor cursor = StreamCursor.BEGIN;

  /**
   * Makes a stream that has not been read yet.
   *
   * @param sentences the tokens of its sentences, at least one each
   * @param histories take in what is said
   * @param edits counts what is changed
   */
  TokenStream(List<List<String>> sentences, List<LabelHistory> histories, EditCounts edits) {
    this.sentences = sentences;
    this.histories = histories;
    this.edits = edits;
    tokens = sentences.stream().flatMap(List::stream).toList();
    long begin = 0;
    for (List<String> sentence : sentences) {
      begins.add(begin);
      begin += sentence.size();
    }
  }

  boolean hasNext() {
    return cursor.position() < tokens.size();
  }

  /** Returns the next event, with as many tokens or what is left of the stream. */
  TokenEvent next(int most) {
    int begin = (int) cursor.position();
    int end = begin + Math.min(most, tokens.size() - begin);
    return cursor.event(
        tokens.subList(begin, end), begins.subSet((long) begin, (long) end), end == tokens.size());
  }

  /** Takes in what a model says about the event. */
  void add(TokenEvent event, StreamStep step) {
    for (StreamEdit edit : step.edits()) {
      if (edit instanceof StreamEdit.OfSpan of) {
        edits.span();
        spans.apply(of);
      } else if (edit instanceof StreamEdit.OfSentence of) {
        edits.sentence();
        add(of);
      }
    }
    edits.event();
    cursor = StreamCursor.after(event, step);
    for (LabelHistory history : histories) {
      history.add((int) cursor.position(), event.ends(), spans, step.finalAfter());
    }
  }

  private void add(StreamEdit.OfSentence edit) {
    StreamSentence sentence = edit.sentence();
    SentenceClass sentenceClass = sentence.sentenceClass();
    if (edit.adds() && sentenceClass != null) {
      SentenceClass before = classes.put(sentence.begin(), sentenceClass);
      if (before == null) {
        edits.firstClass();
      } else if (!before.label().equals(sentenceClass.label())) {
        edits.otherClass();
      }
    }
  }

  /** Returns what is said of each sentence now. */
  List<TokenTagging> taggings() {
    List<TokenTagging> taggings = new ArrayList<>();
    long begin = 0;
    for (List<String> sentence : sentences) {
      long end = begin + sentence.size();
      taggings.add(
          new TokenTagging(spans.tags(begin, end), spans.scores(begin, end), classes.get(begin)));
      begin = end;
    }
    return taggings;
  }

  List<LabelHistory> histories() {
    return histories;
  }
}
