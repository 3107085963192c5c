package io.tagstream.model.stream;

import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.SentenceClass;
import io.tagstream.model.Span;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.decode.TokenSpan;
import io.tagstream.model.text.CodePoints;
import io.tagstream.model.text.Sentence;
import io.tagstream.model.text.TextSegmenter;
import io.tagstream.model.text.Token;
import io.tagstream.model.text.WordTokenizer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Taggers without weights. What they say of a word depends on its neighbours and on the length of
 * its sentence, so that a word more or less changes much.
 */
final class ToyTagger {
  private static final TextSegmenter SEGMENTER = new TextSegmenter(Integer.MAX_VALUE);
  private static final WordTokenizer WORDS = new WordTokenizer();

  private ToyTagger() {}

  /** Tags texts sentence by sentence, by the rules of their languages. */
  static List<Tagging> bySentence(List<Text> texts) {
    return texts.stream().map(text -> tagging(text, segmented(text))).toList();
  }

  private static List<Sentence> segmented(Text text) {
    return text.language() == null
        ? SEGMENTER.segment(text.content())
        : SEGMENTER.segment(text.content(), text.language());
  }

  /** Tags each text as one sentence, blank included. */
  static List<Tagging> asOne(List<Text> texts) {
    return texts.stream().map(text -> tagging(text, asOne(text.content()))).toList();
  }

  private static List<Sentence> asOne(String text) {
    List<Token> tokens = WORDS.tokenize(text);
    return tokens.isEmpty() ? List.of() : List.of(new Sentence(0, CodePoints.length(text), tokens));
  }

  /** Says that each text is one span and nothing else. */
  static List<Tagging> asOneSpan(List<Text> texts) {
    return texts.stream().map(Text::content).map(ToyTagger::asOneSpan).toList();
  }

  private static Tagging asOneSpan(String text) {
    List<Token> tokens = WORDS.tokenize(text);
    if (tokens.isEmpty()) {
      return new Tagging(List.of(), List.of());
    }
    int begin = tokens.get(0).begin();
    int end = tokens.get(tokens.size() - 1).end();
    return new Tagging(
        List.of(), List.of(new Span("all", begin, end, CodePoints.cut(text, begin, end), 1)));
  }

  private static Tagging tagging(Text text, List<Sentence> sentences) {
    List<ClassifiedSentence> classified = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    for (Sentence sentence : sentences) {
      TokenTagging tagging = tagging(sentence.words());
      classified.add(
          new ClassifiedSentence(sentence.begin(), sentence.end(), tagging.sentenceClass()));
      Iterator<Float> scores = tagging.spanScores().iterator();
      for (TokenSpan span : TokenSpan.of(tagging.tags())) {
        int begin = sentence.tokens().get(span.begin()).begin();
        int end = sentence.tokens().get(span.end() - 1).end();
        String surface = CodePoints.cut(text.content(), begin, end);
        spans.add(new Span(span.label(), begin, end, surface, scores.next()));
      }
    }
    return new Tagging(classified, spans);
  }

  /** Tags sentences of known tokens. */
  static List<TokenTagging> ofTokens(List<List<String>> sentences) {
    return sentences.stream().map(ToyTagger::tagging).toList();
  }

  private static TokenTagging tagging(List<String> words) {
    List<String> tags = new ArrayList<>();
    List<Float> scores = new ArrayList<>();
    String label = "";
    for (int i = 0; i < words.size(); i++) {
      String before = i == 0 ? "" : words.get(i - 1);
      String after = i + 1 == words.size() ? "" : words.get(i + 1);
      int hash = mixed(List.of(before, words.get(i), after, words.size() / 4));
      boolean continues = !label.isEmpty() && hash % 3 != 0;
      if (!continues && hash % 4 != 1) {
        label = "";
        tags.add("O");
        continue;
      }
      if (!continues) {
        label = hash % 8 == 1 ? "name" : "date";
        scores.add(hash % 1000 / 1000f);
      }
      tags.add((continues ? "I-" : "B-") + label);
    }
    int hash = mixed(words);
    return new TokenTagging(
        tags, scores, new SentenceClass("class" + hash % 3, hash % 1000 / 1000f, Map.of()));
  }

  private static int mixed(List<?> words) {
    int hash = words.hashCode() * 0x9E3779B9;
    return (hash ^ hash >>> 15) & 0xFFFFFF;
  }
}
