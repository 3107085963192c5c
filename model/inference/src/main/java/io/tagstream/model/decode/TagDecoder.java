package io.tagstream.model.decode;

import io.tagstream.model.TaggingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes tags and spans of logits: the most probable path among those the tag scheme permits.
 * Immutable, safe for use by several threads at once; the same logits give the same bits.
 */
public final class TagDecoder {
  private final ChainScores chain;
  private final SpanProbabilities probabilities;

  private TagDecoder(ChainScores chain) {
    this.chain = chain;
    probabilities = new SpanProbabilities(chain);
  }

  /**
   * Makes the decoder of a linear-chain conditional random field (Lafferty et al. 2001): {@code
   * score(y) = start[y1] + sum of logits[t][yt] + sum of transitions[yt-1][yt] + end[yT]}.
   *
   * @throws IllegalArgumentException if the parameters have not the shape of the tag set or are not
   *     finite
   */
  public static TagDecoder crf(TagSet tags, CrfParameters parameters) {
    return new TagDecoder(ChainScores.crf(tags, parameters));
  }

  /** Makes the decoder of a softmax over the tags of each token, bound by the tag scheme. */
  public static TagDecoder softmax(TagSet tags) {
    return new TagDecoder(ChainScores.softmax(tags));
  }

  /** Returns the tags in the order of the logits. */
  public TagSet tags() {
    return chain.tags;
  }

  /**
   * Finds the best tags of a sentence.
   *
   * <p>The score of a span is the probability, under the model bound by the tag scheme, that
   * exactly these tokens are a span of this label, whatever the tags of the other tokens are: the
   * summed weight of all permitted paths that contain the span and do not prolong it, divided by
   * that of all permitted paths (Culotta and McCallum 2004). It is the same for both kinds of
   * decoder.
   *
   * @param logits [T,K], T at least 1
   * @throws TaggingException if the shape is wrong or a number is not finite
   */
  public DecodedTags decode(float[][] logits) {
    verify(logits);
    int[] path = new Viterbi(chain, chain.start, logits).bestPath();
    return new DecodedTags(chain.tags.names(path), spans(path, chain.start, logits));
  }

  /**
   * Finds the best tags of the next piece of a chain. The score of a span is the probability given
   * the settled tag before the piece.
   *
   * @param start where the chain goes on, or {@code null} at its begin
   * @param logits [T,K], T at least 1
   * @throws TaggingException if the shape is wrong or a number is not finite
   */
  public DecodedChain decode(@Nullable ChainStart start, float[][] logits) {
    verify(logits);
    double[] scores = start == null ? chain.start : chain.startAfter(start);
    Viterbi viterbi = new Viterbi(chain, scores, logits);
    int[] path = viterbi.bestPath();
    return new DecodedChain(viterbi, path, spans(path, scores, logits));
  }

  private List<ScoredSpan> spans(int[] path, double[] start, float[][] logits) {
    List<TokenSpan> spans = TokenSpan.of(chain.tags.names(path));
    if (spans.isEmpty()) {
      return List.of();
    }
    SpanProbabilities.Sums sums = probabilities.over(start, logits, spans.get(0).end());
    List<ScoredSpan> scored = new ArrayList<>(spans.size());
    for (TokenSpan span : spans) {
      double score = sums.probability(path[span.begin()], span.begin(), span.end());
      scored.add(new ScoredSpan(span, (float) score));
    }
    return scored;
  }

  private void verify(float[][] logits) {
    if (logits.length == 0) {
      throw new TaggingException("tag logits: expected at least one token, found none", null);
    }
    for (float[] scores : logits) {
      if (scores.length != chain.tagCount()) {
        throw new TaggingException(
            "tag logits: expected "
                + chain.tagCount()
                + " a token, found "
                + scores.length
                + "; the graph is not the one of these labels",
            null);
      }
      FiniteLogits.verify("tag logits", scores);
    }
  }
}
