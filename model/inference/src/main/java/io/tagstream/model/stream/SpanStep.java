package io.tagstream.model.stream;

import io.tagstream.model.decode.ChainStart;
import io.tagstream.model.decode.DecodedChain;
import io.tagstream.model.decode.ScoredSpan;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.decode.TagSet;
import io.tagstream.model.decode.TokenSpan;
import io.tagstream.model.stream.StreamState.Chain;
import io.tagstream.model.stream.StreamState.ChainToken;
import java.util.ArrayList;
import java.util.List;

/**
 * The spans after an event: decodes the tokens whose tags are not settled, and says how far they
 * are now. Used by one thread.
 */
final class SpanStep {
  /** More unsettled tokens than this are settled as the best path has them. */
  static final int MAX_UNSETTLED = 256;

  private final TagSet tags;
  private final Chain chain;
  private final List<ChainToken> tokens;

  /** Of these, the ones with their final scores come first. */
  private final int certain;

  private final boolean complete;
  private final DecodedChain decoded;
  private final List<StreamSpan> spans = new ArrayList<>();

  /** Where each of the spans stands among the tokens; one that begins before them, at -1. */
  private final List<TokenSpan> places = new ArrayList<>();

  /**
   * Decodes.
   *
   * @param tokens those of the chain and those of the window, at least one
   * @param certain how many of them come before the new boundary
   * @param complete whether nothing follows
   */
  SpanStep(
      TagDecoder decoder, Chain chain, List<ChainToken> tokens, int certain, boolean complete) {
    this.tags = decoder.tags();
    this.chain = chain;
    this.tokens = tokens;
    this.certain = certain;
    this.complete = complete;
    ChainStart start = chain.tag() < 0 ? null : new ChainStart(chain.tag(), chain.score());
    float[][] logits = tokens.stream().map(ChainToken::logits).toArray(float[][]::new);
    decoded = decoder.decode(start, logits);
    boolean goesOn = tags.continues(decoded.tag(0));
    if (chain.spanBegin() >= 0 && !goesOn) {
      String label = tags.tag(chain.tag()).substring(2);
      add(new TokenSpan(label, -1, 0), chain.spanBegin(), chain.end(), chain.spanScore());
    }
    for (ScoredSpan scored : decoded.spans()) {
      TokenSpan span = scored.span();
      boolean before = span.begin() == 0 && goesOn;
      add(
          before ? new TokenSpan(span.label(), -1, span.end()) : span,
          before ? chain.spanBegin() : tokens.get(span.begin()).begin(),
          tokens.get(span.end() - 1).end(),
          scored.score());
    }
  }

  private void add(TokenSpan place, long begin, long end, float score) {
    places.add(place);
    spans.add(new StreamSpan(-1, place.label(), begin, end, "", score));
  }

  /** Returns the spans that begin before a token, not numbered and without surface. */
  List<StreamSpan> before(int visible) {
    List<StreamSpan> before = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      if (places.get(i).begin() < visible) {
        before.add(spans.get(i));
      }
    }
    return before;
  }

  /**
   * Returns where the chain goes on: after the tokens whose tags can no longer change, are said and
   * belong to no span that might grow.
   *
   * @param visible how many tokens are old enough to be spoken of
   */
  Chain next(int visible) {
    int settled = settled(visible);
    if (settled == 0) {
      return new Chain(
          chain.tag(),
          chain.score(),
          chain.end(),
          chain.spanBegin(),
          chain.spanScore(),
          tokens.subList(0, certain));
    }
    ChainStart start = decoded.after(settled);
    ChainToken last = tokens.get(settled - 1);
    StreamSpan span = start.tag() == TagSet.OUTSIDE_ID ? null : spanAt(settled - 1);
    return new Chain(
        start.tag(),
        start.score(),
        last.end(),
        span == null ? -1 : span.begin(),
        span == null ? 0 : span.score(),
        tokens.subList(settled, Math.max(settled, certain)));
  }

  private int settled(int visible) {
    if (complete) {
      return tokens.size();
    }
    int settled = Math.max(decoded.settled(certain), certain - MAX_UNSETTLED);
    settled = Math.min(settled, visible);
    if (settled > 0 && decoded.tag(settled - 1) != TagSet.OUTSIDE_ID) {
      int begin = placeAt(settled - 1).begin();
      if (begin >= 0 && certain - begin <= MAX_UNSETTLED) {
        settled = begin;
      }
    }
    return settled;
  }

  private TokenSpan placeAt(int token) {
    return places.stream()
        .filter(place -> place.begin() <= token && token < place.end())
        .findFirst()
        .orElseThrow();
  }

  private StreamSpan spanAt(int token) {
    return spans.get(places.indexOf(placeAt(token)));
  }
}
