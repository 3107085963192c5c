package io.tagstream.model.bundle;

import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.EncoderWork;
import io.tagstream.model.ModelId;
import io.tagstream.model.SentenceClass;
import io.tagstream.model.Span;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.TokenTagger;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.ScoredSpan;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.encoder.Encoder;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamReader;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.StreamTagger;
import io.tagstream.model.stream.TokenEvent;
import io.tagstream.model.text.CodePoints;
import io.tagstream.model.text.Sentence;
import io.tagstream.model.text.TextSegmenter;
import io.tagstream.model.text.Token;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tagger of a {@link Bundle}: splits texts into sentences, encodes every sentence as a row from
 * zero state, decodes tags and class. Safe for use by several threads at once, which work on their
 * own; {@link #close} waits for the calls in flight. Streams are read as {@link StreamReader} does.
 */
public final class BundleTagger implements StreamTagger, TokenTagger {
  private static final Logger LOG = LoggerFactory.getLogger(BundleTagger.class);

  private final ModelId model;
  private final Encoder encoder;
  private final OpenModel open;
  private final RowTagger rows;
  private final TextSegmenter segmenter;
  private final StreamReader reader;
  private final boolean tagged;
  private final OptionalInt rightContext;
  private final int maxTokens;

  BundleTagger(
      ModelId model,
      Encoder encoder,
      @Nullable TagDecoder tagDecoder,
      @Nullable ClassDecoder classDecoder,
      int maxTokens,
      OptionalInt rightContext) {
    this.model = model;
    this.encoder = encoder;
    this.maxTokens = maxTokens;
    this.rightContext = rightContext;
    rows = new RowTagger(encoder, tagDecoder, classDecoder);
    open = new OpenModel(subject(), encoder, rows);
    tagged = tagDecoder != null;
    reader = new StreamReader(tagDecoder, classDecoder, maxTokens, rows::encode);
    segmenter = new TextSegmenter(maxTokens);
  }

  /**
   * Takes texts that the model is known to tag, before the tagger is given to anybody: asks whether
   * batches change bits, and keeps a sentence to tell a broken model from a bad text.
   */
  void probe(List<String> texts) {
    List<List<String>> sentences =
        texts.stream()
            .flatMap(text -> segmenter.segment(text).stream())
            .map(Sentence::words)
            .toList();
    open.keepAsGood(sentences.stream().limit(1).toList());
    if (!rows.probeBatching(probeInputs(ProbeRows.of(sentences, maxTokens)))) {
      LOG.warn(
          "{}: expected the same bits alone and in a batch, found others; sentences are encoded one"
              + " by one, which is slower",
          subject());
    }
    rows.meter().restart();
  }

  /**
   * Makes this familiar with the words that another model was asked about lately, so that the first
   * texts after a change of model take no longer than those before. Says nothing else of any text
   * than it would without, and may be called while texts are tagged; the calling thread works on
   * it, a slice of words at a time.
   *
   * @param predecessor the model in force so far; may be closed meanwhile
   * @return how many words it was made familiar with
   * @throws io.tagstream.model.ModelFailedException if this model tags nothing any more
   */
  public int warmUp(BundleTagger predecessor) {
    return new WordWarmUp(open, encoder).after(predecessor.encoder);
  }

  /** Rows from zero state; of a model that reads streams, with boundaries all over the rows. */
  private List<EncoderInput> probeInputs(List<List<String>> words) {
    List<EncoderInput> inputs = new ArrayList<>();
    for (List<String> row : words) {
      int boundary = rightContext.isEmpty() ? row.size() : inputs.size() % (row.size() + 1);
      inputs.add(new EncoderInput(row, null, boundary));
    }
    return inputs;
  }

  @Override
  public ModelId model() {
    return model;
  }

  @Override
  public EncoderWork work() {
    return rows.meter().work();
  }

  @Override
  public List<Tagging> tag(List<Text> texts) {
    return open.call(() -> taggings(texts));
  }

  private List<Tagging> taggings(List<Text> texts) {
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
    return open.call(() -> tokenTaggings(sentences));
  }

  private List<TokenTagging> tokenTaggings(List<List<String>> sentences) {
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

  @Override
  public List<List<TokenTagging>> tagStreams(List<List<List<String>>> streams) {
    return rightContext.isEmpty()
        ? TokenTagger.super.tagStreams(streams)
        : open.call(() -> new StreamTurns(reader, tagged, streams).tag());
  }

  @Override
  public OptionalInt rightContext() {
    return rightContext;
  }

  @Override
  public List<StreamStep> read(StreamRules rules, List<StreamEvent> events) {
    verifyStreams();
    return open.call(() -> reader.read(rules, events));
  }

  /**
   * Reads one event each of different streams whose tokens are known.
   *
   * @throws UnsupportedOperationException if the model reads no streams
   */
  public List<StreamStep> readTokens(StreamRules rules, List<TokenEvent> events) {
    verifyStreams();
    return open.call(() -> reader.readTokens(rules, events));
  }

  private void verifyStreams() {
    if (rightContext.isEmpty()) {
      throw new UnsupportedOperationException(
          subject()
              + ": expected one that was trained to read streams, found 'stream' missing in its"
              + " bundle.json; train it with bundle.stream.right.context, or choose another");
    }
  }

  private String subject() {
    return "model " + model.name() + " " + model.version();
  }

  /** Waits for the calls in flight and frees the model. A second call has no effect. */
  @Override
  public void close() {
    open.close();
  }
}
