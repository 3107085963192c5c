package io.tagstream.model.decode;

import java.util.List;

/**
 * The best tags of a piece of a chain, and how far no token to come can change them (the on-line
 * Viterbi algorithm of Šrámek et al. 2007): up to where all paths that may still win agree. Used by
 * one thread.
 */
public final class DecodedChain {
  private final Viterbi viterbi;
  private final int[] path;
  private final List<ScoredSpan> spans;

  DecodedChain(Viterbi viterbi, int[] path, List<ScoredSpan> spans) {
    this.viterbi = viterbi;
    this.path = path;
    this.spans = List.copyOf(spans);
  }

  /** Returns the id of a token's tag on the best path. */
  public int tag(int token) {
    return path[token];
  }

  /**
   * Returns the spans of the best path, in order. The first one may go on from before: its first
   * tag then continues a span.
   */
  public List<ScoredSpan> spans() {
    return spans;
  }

  /**
   * Returns how many tokens have the tags of the best path whatever comes.
   *
   * @param tokens how many tokens have their final scores, at most all
   */
  public int settled(int tokens) {
    return tokens == 0 ? 0 : viterbi.merged(tokens);
  }

  /**
   * Returns where the chain goes on after some tokens.
   *
   * @param tokens at least one
   */
  public ChainStart after(int tokens) {
    int tag = path[tokens - 1];
    return new ChainStart(tag, viterbi.score(tokens - 1, tag));
  }
}
