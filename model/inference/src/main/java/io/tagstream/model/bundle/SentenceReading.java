package io.tagstream.model.bundle;

import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.SentenceClass;
import io.tagstream.model.Span;
import io.tagstream.model.Tagging;
import io.tagstream.model.TaggingException;
import io.tagstream.model.Text;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.ScoredSpan;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.encoder.Encoder;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.stream.StreamReader;
import io.tagstream.model.text.CodePoints;
import io.tagstream.model.text.Sentence;
import io.tagstream.model.text.TextSegmenter;
import io.tagstream.model.text.Token;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Splits texts into sentences of words, encodes every sentence as a row from zero state, decodes
 * tags and class.
 */
final class SentenceReading implements TextReading {
  private final Encoder encoder;
  private final @Nullable TagDecoder tagDecoder;
  private final @Nullable ClassDecoder classDecoder;
  private final RowTagger rows;
  private final TextSegmenter segmenter;
  private final int maxTokens;
  private final boolean boundaries;

  /** At most one row; none as long as nothing is known to be good. */
  private volatile List<List<String>> knownGood = List.of();

  /**
   * Takes an encoder of words.
   *
   * @param tagDecoder makes tags of logits, or {@code null} without slot head
   * @param classDecoder makes classes of logits, or {@code null} without class head
   * @param maxTokens words of the longest sentence; a longer one is cut
   * @param boundaries whether the encoder gives out its state within a row
   */
  SentenceReading(
      Encoder encoder,
      @Nullable TagDecoder tagDecoder,
      @Nullable ClassDecoder classDecoder,
      int maxTokens,
      boolean boundaries) {
    this.encoder = encoder;
    this.tagDecoder = tagDecoder;
    this.classDecoder = classDecoder;
    this.maxTokens = maxTokens;
    this.boundaries = boundaries;
    rows = new RowTagger(encoder, tagDecoder, classDecoder);
    segmenter = new TextSegmenter(maxTokens);
  }

  /** Returns what reads streams, carrying the state of the encoder on. */
  StreamReader streams() {
    return new StreamReader(tagDecoder, classDecoder, maxTokens, rows::encode);
  }

  @Override
  public Encoder encoder() {
    return encoder;
  }

  @Override
  public EncoderMeter meter() {
    return rows.meter();
  }

  @Override
  public boolean probe(List<Text> texts) {
    List<List<String>> sentences =
        texts.stream().flatMap(text -> sentences(text).stream()).map(Sentence::words).toList();
    knownGood = sentences.stream().limit(1).toList();
    return rows.probeBatching(probeInputs(ProbeRows.of(sentences, maxTokens)));
  }

  /** Rows from zero state, with boundaries all over them where the encoder knows any. */
  private List<EncoderInput> probeInputs(List<List<String>> words) {
    List<EncoderInput> inputs = new ArrayList<>();
    for (List<String> row : words) {
      int boundary = boundaries ? inputs.size() % (row.size() + 1) : row.size();
      inputs.add(new EncoderInput(row, null, boundary));
    }
    return inputs;
  }

  @Override
  public void readKnownGood() {
    rows.tag(knownGood);
  }

  @Override
  public List<Tagging> tag(List<Text> texts) {
    List<List<Sentence>> sentences = texts.stream().map(this::sentences).toList();
    List<List<String>> words =
        sentences.stream().flatMap(List::stream).map(Sentence::words).toList();
    Iterator<RowTagger.TaggedRow> tagged = rows.tag(words).iterator();
    List<Tagging> taggings = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      taggings.add(tagging(texts.get(i).content(), sentences.get(i), tagged));
    }
    return taggings;
  }

  private List<Sentence> sentences(Text text) {
    if (text.second() != null) {
      throw new TaggingException(
          "text: expected one, for the model reads sentences, found two; send one, or use a model"
              + " of pairs",
          null);
    }
    Locale language = text.language();
    return language == null
        ? segmenter.segment(text.content())
        : segmenter.segment(text.content(), language);
  }

  private static Tagging tagging(
      String text, List<Sentence> sentences, Iterator<RowTagger.TaggedRow> tagged) {
    CodePoints codePoints = CodePoints.of(text);
    List<ClassifiedSentence> classified = new ArrayList<>(sentences.size());
    List<Span> spans = new ArrayList<>();
    for (Sentence sentence : sentences) {
      RowTagger.TaggedRow row = tagged.next();
      classified.add(new ClassifiedSentence(sentence.begin(), sentence.end(), row.sentenceClass()));
      for (ScoredSpan span : row.spans()) {
        Token first = sentence.tokens().get(span.span().begin());
        Token last = sentence.tokens().get(span.span().end() - 1);
        String surface = codePoints.cut(first.begin(), last.end());
        spans.add(new Span(span.span().label(), first.begin(), last.end(), surface, span.score()));
      }
    }
    return new Tagging(classified, spans);
  }

  @Override
  public List<TokenTagging> tagTokens(List<List<String>> sentences) {
    List<List<String>> pieces = sentences.stream().flatMap(this::pieces).toList();
    Iterator<RowTagger.TaggedRow> tagged = rows.tag(pieces).iterator();
    List<TokenTagging> taggings = new ArrayList<>(sentences.size());
    for (List<String> sentence : sentences) {
      List<String> tags = new ArrayList<>(sentence.size());
      List<Float> spanScores = new ArrayList<>();
      SentenceClass sentenceClass = null;
      for (int begin = 0; begin < sentence.size(); begin += maxTokens) {
        RowTagger.TaggedRow row = tagged.next();
        tags.addAll(row.tags());
        row.spans().forEach(span -> spanScores.add(span.score()));
        sentenceClass = begin == 0 ? row.sentenceClass() : sentenceClass;
      }
      taggings.add(new TokenTagging(tags, spanScores, sentenceClass));
    }
    return taggings;
  }

  private Stream<List<String>> pieces(List<String> sentence) {
    return IntStream.iterate(0, begin -> begin < sentence.size(), begin -> begin + maxTokens)
        .mapToObj(begin -> sentence.subList(begin, Math.min(sentence.size(), begin + maxTokens)));
  }
}
