package io.tagstream.model.bundle;

import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.SentenceClass;
import io.tagstream.model.Span;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.SpanAggregator;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.Piece;
import io.tagstream.model.encoder.PieceRow;
import io.tagstream.model.encoder.TextEncoder;
import io.tagstream.model.encoder.TextPieces;
import io.tagstream.model.encoder.TextRows;
import io.tagstream.model.text.CodePoints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives whole texts to an encoder with a vocabulary of its own, and puts what it says of pieces
 * together to spans. A text that has no piece, such as a blank one, has no spans and no class; any
 * other is one sentence, from its first piece to its last.
 */
final class WholeTextReading implements TextReading {
  private static final int PROBES = 16;
  private static final int LONG_PROBE = 96;

  private final TextEncoder encoder;
  private final @Nullable SpanAggregator aggregator;
  private final @Nullable ClassDecoder classDecoder;
  private final BatchedRows<PieceRow> rows;

  /** At most one row; none as long as nothing is known to be good. */
  private volatile List<PieceRow> knownGood = List.of();

  /**
   * Takes an encoder of texts.
   *
   * @param aggregator makes spans of logits, or {@code null} without slot head
   * @param classDecoder makes classes of logits, or {@code null} without class head
   */
  WholeTextReading(
      TextEncoder encoder,
      @Nullable SpanAggregator aggregator,
      @Nullable ClassDecoder classDecoder) {
    this.encoder = encoder;
    this.aggregator = aggregator;
    this.classDecoder = classDecoder;
    rows = new BatchedRows<>(encoder, PieceRow::length, encoder::encode);
  }

  @Override
  public TextEncoder encoder() {
    return encoder;
  }

  @Override
  public EncoderMeter meter() {
    return rows.meter();
  }

  @Override
  public boolean probe(List<Text> texts) {
    List<String> words =
        texts.stream().flatMap(text -> Stream.of(text.content().split(" "))).toList();
    List<List<String>> all = ProbeRows.of(List.of(words), ProbeRows.COUNT);
    // Some short rows, and a long one that pads them: rows of large models take their time.
    List<List<String>> some = new ArrayList<>();
    some.add(all.stream().flatMap(List::stream).limit(LONG_PROBE).toList());
    IntStream.range(1, PROBES).forEach(i -> some.add(all.get(i * all.size() / PROBES)));
    List<PieceRow> probes =
        IntStream.range(0, some.size())
            .mapToObj(i -> probe(some.get(i), texts.get(i % texts.size()).second()))
            .flatMap(text -> encoder.cut(text).rows().windows().stream())
            .map(TextRows.Window::row)
            .toList();
    knownGood = probes.stream().limit(1).toList();
    return rows.probe(probes);
  }

  /** A model of pairs is asked with the second texts that it knows. */
  private static Text probe(List<String> words, @Nullable String second) {
    return new Text(String.join(" ", words), null, second);
  }

  @Override
  public void readKnownGood() {
    encoder.encode(knownGood);
  }

  @Override
  public List<Tagging> tag(List<Text> texts) {
    List<TextPieces> cut = texts.stream().map(encoder::cut).toList();
    List<Encoding> encodings =
        rows.encode(
            cut.stream()
                .flatMap(text -> text.rows().windows().stream())
                .map(TextRows.Window::row)
                .toList());
    List<Tagging> taggings = new ArrayList<>(texts.size());
    int next = 0;
    for (int i = 0; i < texts.size(); i++) {
      TextPieces text = cut.get(i);
      int end = next + text.rows().windows().size();
      taggings.add(
          next == end
              ? new Tagging(List.of(), List.of())
              : tagging(
                  texts.get(i).content(),
                  text.pieces(),
                  text.rows().merged(encodings.subList(next, end))));
      next = end;
    }
    return taggings;
  }

  private Tagging tagging(String text, List<Piece> pieces, Encoding encoding) {
    SentenceClass sentenceClass =
        classDecoder == null
            ? null
            : classDecoder.decode(
                Objects.requireNonNull(encoding.classLogits(), "class logits of the encoder"));
    ClassifiedSentence sentence =
        new ClassifiedSentence(
            pieces.get(0).begin(), pieces.get(pieces.size() - 1).end(), sentenceClass);
    return new Tagging(List.of(sentence), spans(text, pieces, encoding.tagLogits()));
  }

  private List<Span> spans(String text, List<Piece> pieces, float @Nullable [][] logits) {
    if (aggregator == null) {
      return List.of();
    }
    CodePoints codePoints = CodePoints.of(text);
    return aggregator
        .spans(pieces, Objects.requireNonNull(logits, "tag logits of the encoder"))
        .stream()
        .map(
            span ->
                new Span(
                    span.label(),
                    span.begin(),
                    span.end(),
                    codePoints.cut(span.begin(), span.end()),
                    span.score()))
        .toList();
  }

  /**
   * The tokens are put together to a text, a blank between two; spans take the tokens they touch.
   */
  @Override
  public List<TokenTagging> tagTokens(List<List<String>> sentences) {
    List<Tagging> taggings =
        tag(sentences.stream().map(tokens -> Text.of(String.join(" ", tokens))).toList());
    return IntStream.range(0, sentences.size())
        .mapToObj(i -> tokenTagging(sentences.get(i), taggings.get(i)))
        .toList();
  }

  private TokenTagging tokenTagging(List<String> tokens, Tagging tagging) {
    SentenceClass sentenceClass =
        tagging.sentences().isEmpty() ? null : tagging.sentences().get(0).sentenceClass();
    if (aggregator == null) {
      return new TokenTagging(List.of(), List.of(), sentenceClass);
    }
    TokenSpans spans = new TokenSpans(tokens);
    List<Float> scores = new ArrayList<>();
    for (Span span : tagging.spans()) {
      if (spans.add(span)) {
        scores.add(span.score());
      }
    }
    return new TokenTagging(spans.tags, scores, sentenceClass);
  }

  /** Spans of a text as tags of the tokens it was made of. */
  private static final class TokenSpans {
    private final List<String> tags;
    private final int[] begins;
    private final int[] ends;

    /** The first token that no span has taken. */
    private int free;

    TokenSpans(List<String> tokens) {
      tags = new ArrayList<>(Collections.nCopies(tokens.size(), "O"));
      begins = new int[tokens.size()];
      ends = new int[tokens.size()];
      int begin = 0;
      for (int i = 0; i < begins.length; i++) {
        String token = tokens.get(i);
        begins[i] = begin;
        ends[i] = begin + token.codePointCount(0, token.length());
        begin = ends[i] + 1;
      }
    }

    /** Returns whether there was a token left for the span. */
    boolean add(Span span) {
      while (free < ends.length && ends[free] <= span.begin()) {
        free++;
      }
      int first = free;
      while (free < begins.length && begins[free] < span.end()) {
        tags.set(free, (free == first ? "B-" : "I-") + span.label());
        free++;
      }
      return free > first;
    }
  }
}
