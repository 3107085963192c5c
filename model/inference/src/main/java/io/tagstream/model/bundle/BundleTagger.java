package io.tagstream.model.bundle;

import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.ModelId;
import io.tagstream.model.SentenceClass;
import io.tagstream.model.Span;
import io.tagstream.model.Tagger;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.TokenTagger;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.ScoredSpan;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.encoder.Encoder;
import io.tagstream.model.text.CodePoints;
import io.tagstream.model.text.Sentence;
import io.tagstream.model.text.TextSegmenter;
import io.tagstream.model.text.Token;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tagger of a {@link Bundle}: splits texts into sentences, encodes every sentence as a row from
 * zero state, decodes tags and class. Safe for use by several threads at once, which work on their
 * own; {@link #close} waits for the calls in flight.
 */
public final class BundleTagger implements Tagger, TokenTagger {
  private static final Logger LOG = LoggerFactory.getLogger(BundleTagger.class);

  private final ModelId model;
  private final Encoder encoder;
  private final RowTagger rows;
  private final TextSegmenter segmenter;
  private final int maxTokens;

  /** Held for reading while the encoder runs: closing it under a call would kill the process. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  BundleTagger(
      ModelId model,
      Encoder encoder,
      @Nullable TagDecoder tagDecoder,
      @Nullable ClassDecoder classDecoder,
      int maxTokens) {
    this.model = model;
    this.encoder = encoder;
    this.maxTokens = maxTokens;
    rows = new RowTagger(encoder, tagDecoder, classDecoder);
    segmenter = new TextSegmenter(maxTokens);
  }

  /** Asks whether batches change bits, before the tagger is given to anybody. */
  void probeBatching(List<String> texts) {
    List<List<String>> sentences =
        texts.stream()
            .flatMap(text -> segmenter.segment(text).stream())
            .map(Sentence::words)
            .toList();
    if (!rows.probeBatching(sentences)) {
      LOG.warn(
          "model {} {}: expected the same bits alone and in a batch, found others; sentences are"
              + " encoded one by one, which is slower",
          model.name(),
          model.version());
    }
  }

  @Override
  public ModelId model() {
    return model;
  }

  @Override
  public List<Tagging> tag(List<Text> texts) {
    List<List<Sentence>> sentences = texts.stream().map(this::sentences).toList();
    List<List<String>> words =
        sentences.stream().flatMap(List::stream).map(Sentence::words).toList();
    Iterator<RowTagger.TaggedRow> tagged = whileOpen(words).iterator();
    List<Tagging> taggings = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      taggings.add(tagging(texts.get(i).content(), sentences.get(i), tagged));
    }
    return taggings;
  }

  private List<Sentence> sentences(Text text) {
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
    Iterator<RowTagger.TaggedRow> tagged = whileOpen(pieces).iterator();
    List<TokenTagging> taggings = new ArrayList<>(sentences.size());
    for (List<String> sentence : sentences) {
      List<String> tags = new ArrayList<>(sentence.size());
      SentenceClass sentenceClass = null;
      for (int begin = 0; begin < sentence.size(); begin += maxTokens) {
        RowTagger.TaggedRow row = tagged.next();
        tags.addAll(row.tags());
        sentenceClass = begin == 0 ? row.sentenceClass() : sentenceClass;
      }
      taggings.add(new TokenTagging(tags, sentenceClass));
    }
    return taggings;
  }

  private Stream<List<String>> pieces(List<String> sentence) {
    return IntStream.iterate(0, begin -> begin < sentence.size(), begin -> begin + maxTokens)
        .mapToObj(begin -> sentence.subList(begin, Math.min(sentence.size(), begin + maxTokens)));
  }

  private List<RowTagger.TaggedRow> whileOpen(List<List<String>> sentences) {
    Lock reading = lock.readLock();
    reading.lock();
    try {
      if (closed) {
        throw new IllegalStateException(
            "tagger of model "
                + (model.name() + " " + model.version())
                + ": expected an open one, found it closed; open the bundle again");
      }
      return rows.tag(sentences);
    } finally {
      reading.unlock();
    }
  }

  /** Waits for the calls in flight and frees the model. A second call has no effect. */
  @Override
  public void close() {
    Lock writing = lock.writeLock();
    writing.lock();
    try {
      if (!closed) {
        closed = true;
        encoder.close();
      }
    } finally {
      writing.unlock();
    }
  }
}
