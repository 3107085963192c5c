package io.tagstream.training.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The negative log-likelihood of a linear-chain conditional random field (Lafferty et al. 2001):
 * for a path y of tags with the score start[y1] + sum of emissions + sum of transitions + end[yT],
 * the logarithm of the sum of exp(score) over all paths, less the score of the gold path.
 */
final class CrfLoss implements SlotLoss {
  private final Tensor start;
  private final Tensor transitions;
  private final Tensor end;
  private final int tagCount;

  /**
   * @param start float [K]
   * @param transitions float [K,K], from the row's tag to the column's
   * @param end float [K]
   */
  CrfLoss(Tensor start, Tensor transitions, Tensor end) {
    this.start = start;
    this.transitions = transitions;
    this.end = end;
    tagCount = Math.toIntExact(start.numel());
  }

  @Override
  public Tensor of(Tensor logits, GoldTags gold) {
    return logPartition(logits, gold).sum().sub(goldScore(logits, gold));
  }

  /** Logarithm of the sum over all paths, float [B]: the forward algorithm (Rabiner 1989). */
  private Tensor logPartition(Tensor emissions, GoldTags gold) {
    Tensor factors = transitions.exp(); // [K,K]
    Tensor present = gold.mask().gt(new Scalar(0)); // [T,B,1]
    Tensor forward = emissions.select(0, 0).add(start); // [B,K]
    for (int token = 1; token < gold.tokens(); token++) {
      // Shifted by the maximum, the sum over the tags before is a product of matrices.
      Tensor highest = forward.amax(new long[] {1}, true).detach();
      Tensor next =
          forward
              .sub(highest)
              .exp()
              .matmul(factors)
              .log()
              .add(highest)
              .add(emissions.select(0, token));
      forward = torch.where(present.select(0, token), next, forward);
    }
    return forward.add(end).logsumexp(1);
  }

  private Tensor goldScore(Tensor emissions, GoldTags gold) {
    int words = gold.tags().stream().mapToInt(tags -> tags.length).sum();
    long[] emitted = new long[words];
    long[] moved = new long[words - gold.rows()];
    long[] first = new long[gold.rows()];
    long[] last = new long[gold.rows()];
    int word = 0;
    int move = 0;
    for (int row = 0; row < gold.rows(); row++) {
      int[] tags = gold.tags().get(row);
      first[row] = tags[0];
      last[row] = tags[tags.length - 1];
      for (int token = 0; token < tags.length; token++) {
        emitted[word++] = ((long) token * gold.rows() + row) * tagCount + tags[token];
        if (token > 0) {
          moved[move++] = (long) tags[token - 1] * tagCount + tags[token];
        }
      }
    }
    return sum(emissions, emitted)
        .add(sum(transitions, moved))
        .add(sum(start, first))
        .add(sum(end, last));
  }

  /** The sum of some numbers of a tensor, by their positions in it. */
  private static Tensor sum(Tensor values, long[] positions) {
    return values.reshape(-1).index_select(0, Tensor.create(positions)).sum();
  }
}
