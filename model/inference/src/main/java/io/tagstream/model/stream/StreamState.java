package io.tagstream.model.stream;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.decode.TagSet;
import io.tagstream.model.encoder.RecurrentState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of a stream. Bounded, however long the stream is. Written by one model and
 * read by the same, or by another one as {@link #forAnotherModel} leaves it; {@link
 * StreamStateCodec} makes bytes of it. Immutable. Positions count code points from the begin of the
 * stream.
 *
 * @param position length of the stream
 * @param nextId id of the next span or sentence
 * @param text the end of the stream's text; where events are whole texts, each ends with a line end
 *     of its own
 * @param language BCP 47 tag of the language of the text, or {@code null} if it is not known
 * @param recurrent state of the forward layers at the boundary, or {@code null} for what they make
 *     of the kept text before it from zeros
 * @param boundary where the tokens begin that are encoded again with the next event
 * @param restart where the text is split into tokens and sentences again
 * @param finalAfter spans that begin before are final
 * @param chain the tags at the boundary
 * @param sentences the sentences that may still change, in order; the last one is running
 * @param spans what has been said of spans and may still be taken back, in order
 * @param saidSentences what has been said of sentences and may still be taken back, in order
 */
public record StreamState(
    long position,
    long nextId,
    String text,
    @Nullable String language,
    @Nullable RecurrentState recurrent,
    long boundary,
    long restart,
    long finalAfter,
    Chain chain,
    List<OpenSentence> sentences,
    List<SaidSpan> spans,
    List<SaidSentence> saidSentences) {
  public StreamState {
    sentences = List.copyOf(sentences);
    spans = List.copyOf(spans);
    saidSentences = List.copyOf(saidSentences);
  }

  /** The begin of a stream. */
  static final StreamState BEGIN =
      new StreamState(0, 0, "", null, null, 0, 0, 0, Chain.BEGIN, List.of(), List.of(), List.of());

  /**
   * The best paths of tags up to the boundary: the tag that all of them share, and what the encoder
   * says of the tokens after it.
   *
   * @param tag id of the last tag that is settled, or -1 at the begin of the stream
   * @param score score of the best path that ends there
   * @param end end of its token
   * @param spanBegin begin of the span it belongs to, or -1 if it belongs to none
   * @param spanScore score of that span as it was said last
   * @param tokens tokens between it and the boundary
   */
  record Chain(
      int tag, double score, long end, long spanBegin, float spanScore, List<ChainToken> tokens) {
    static final Chain BEGIN = begin(0);

    /** The begin of a chain at some place of a stream. */
    static Chain begin(long position) {
      return after(-1, position);
    }

    /** A chain that goes on at some place of a stream, after a tag that is settled. */
    static Chain after(int tag, long position) {
      return new Chain(tag, 0, position, -1, 0, List.of());
    }

    Chain {
      tokens = List.copyOf(tokens);
    }
  }

  /**
   * A token whose tag is not settled, though nothing more is learned of it.
   *
   * @param begin first code point
   * @param end code point after the token
   * @param logits scores of the tags, [K]
   */
  @SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
  record ChainToken(long begin, long end, float[] logits) {}

  /**
   * A sentence that may still change.
   *
   * @param begin begin of its first token
   * @param end end of its last token before the boundary
   * @param tokens tokens before the boundary that the model has read
   * @param weight sum over them of the exponentials of their energies
   * @param sums sum over them of their class logits, so weighted, [C]
   */
  @SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
  record OpenSentence(long begin, long end, int tokens, double weight, double[] sums) {
    /** A sentence of which the model has not read what came before some place. */
    static OpenSentence unread(long begin, long before) {
      return new OpenSentence(begin, before, 0, 0, new double[0]);
    }
  }

  /** A span as it was said. */
  public record SaidSpan(long id, String label, long begin, long end, float score) {
    static SaidSpan of(StreamSpan span) {
      return new SaidSpan(span.id(), span.label(), span.begin(), span.end(), span.score());
    }
  }

  /** A sentence as it was said; without classes the label is {@code null}. */
  public record SaidSentence(long id, long begin, long end, @Nullable String label, float score) {
    static SaidSentence of(StreamSentence said) {
      SentenceClass as = said.sentenceClass();
      return new SaidSentence(
          said.id(),
          said.begin(),
          said.end(),
          as == null ? null : as.label(),
          as == null ? 0 : as.score());
    }
  }

  /**
   * The state of a tagger without recurrent layers, which remembers text and what it said.
   *
   * @param language BCP 47 tag of the language of the text, or {@code null} if it is not known
   * @param finalAfter spans that begin before are final; what was said before is forgotten
   */
  public static StreamState ofText(
      long position,
      long nextId,
      String text,
      @Nullable String language,
      long finalAfter,
      List<SaidSpan> spans,
      List<SaidSentence> sentences) {
    return new StreamState(
        position,
        nextId,
        text,
        language,
        null,
        finalAfter,
        finalAfter,
        finalAfter,
        Chain.BEGIN,
        List.of(),
        spans,
        sentences);
  }

  /**
   * Returns what another model can read on from: text, positions, ids and what was said, without
   * the numbers of the model that wrote it. The other model reads the kept text before the new
   * boundary as context; from there on it tags anew what may still change, and what it says
   * otherwise becomes edits. What may still change but lies in text that is no longer kept stays as
   * it was said, for good.
   *
   * <p>Of a state that has just been made of another one this returns as good as the same, and of
   * the begin of a stream that begin.
   */
  public StreamState forAnotherModel() {
    long textBegin = textBegin();
    long settled = Math.max(finalAfter, keptFrom(textBegin));
    List<SaidSentence> saidOfKept =
        saidSentences.stream().filter(said -> said.end() > textBegin).toList();
    long firstOpen = saidOfKept.isEmpty() ? position : saidOfKept.get(0).begin();
    long from = Math.max(textBegin, Math.min(firstOpen, Math.min(boundary, settled)));
    return new StreamState(
        position,
        nextId,
        text,
        language,
        null,
        from,
        // Splitting goes on where it did, or else with all that is kept.
        from >= restart ? restart : textBegin,
        settled,
        // The tag before belongs to nothing that may still change: O, but where spans touch.
        Chain.after(settled == 0 || chain.tag() < 0 ? -1 : TagSet.OUTSIDE_ID, settled),
        firstOpen < textBegin ? List.of(OpenSentence.unread(firstOpen, textBegin)) : List.of(),
        spans.stream().filter(said -> said.begin() >= settled).toList(),
        saidOfKept);
  }

  /** Returns the first place that no said span covers which begins before the kept text. */
  private long keptFrom(long textBegin) {
    return spans.stream()
        .filter(said -> said.begin() < textBegin)
        .mapToLong(SaidSpan::end)
        .reduce(textBegin, Math::max);
  }

  /** Returns where the sentences begin that may still change; all before are settled. */
  long firstOpenSentence() {
    return saidSentences.isEmpty() ? position : saidSentences.get(0).begin();
  }

  /** Returns how much of the stream's end is encoded again with the next event. */
  public int pending() {
    return (int) (position - boundary);
  }

  /** Returns the position of the first code point of the kept text. */
  long textBegin() {
    return position - text.codePointCount(0, text.length());
  }
}
