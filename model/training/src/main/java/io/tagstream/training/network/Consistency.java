package io.tagstream.training.network;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * How far apart a network is from itself: what it says of the same sentences under two draws of
 * dropout is drawn together (R-Drop, Liang et al. 2021). A batch holds every sentence in two rows,
 * one after the other; for the distributions p and q of the two rows the loss grows by {@code
 * weight * (KL(p || q) + KL(q || p)) / 2}, which is {@code weight * sum((p - q) * (log p - log q))
 * / 2}. The tags of a CRF are compared by the softmax of their logits, token by token, for its own
 * probabilities would cost a pass more.
 *
 * <p>The rest of the loss is the mean over the two rows, where the paper takes their sum: the
 * weight is half of the paper's alpha.
 *
 * @param weight 0 for sentences that stand in a batch once
 */
public record Consistency(double weight) {
  private static final int ROWS_OF_TAGS = 1;
  private static final int ROWS_OF_CLASSES = 0;

  /** Returns the rows of a batch of some sentences, or of streams of them. */
  public <S> List<S> rows(List<S> sentences) {
    return weight == 0
        ? sentences
        : sentences.stream().flatMap(sentence -> Stream.of(sentence, sentence)).toList();
  }

  /**
   * The symmetric divergence of the tags, summed over the tokens that both rows of a pair have.
   *
   * @param logits float [T,B,K], B even
   * @param mask float [T,B,1]: 1 for tokens, 0 for padding
   */
  Tensor ofTags(Tensor logits, Tensor mask) {
    Tensor both = everyOther(mask, ROWS_OF_TAGS, 0).mul(everyOther(mask, ROWS_OF_TAGS, 1));
    return divergence(logits, ROWS_OF_TAGS).mul(both).sum();
  }

  /**
   * The symmetric divergence of the classes, summed over pairs of rows.
   *
   * @param logits float [B,C], B even
   */
  Tensor ofClasses(Tensor logits) {
    return divergence(logits, ROWS_OF_CLASSES).sum();
  }

  private static Tensor divergence(Tensor logits, int rowDimension) {
    Tensor logarithms = logits.log_softmax(logits.dim() - 1);
    Tensor left = everyOther(logarithms, rowDimension, 0);
    Tensor right = everyOther(logarithms, rowDimension, 1);
    return left.exp().sub(right.exp()).mul(left.sub(right));
  }

  private static Tensor everyOther(Tensor values, int rowDimension, long first) {
    try (LongOptional begin = new LongOptional(first);
        LongOptional end = new LongOptional(values.size(rowDimension))) {
      return values.slice(rowDimension, begin, end, 2);
    }
  }
}
