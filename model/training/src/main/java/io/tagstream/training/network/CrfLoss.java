package io.tagstream.training.network;

import io.tagstream.training.network.GoldTags.Borders;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The negative log-likelihood of a linear-chain conditional random field (Lafferty et al. 2001):
 * for a path y of tags with the score start[y1] + sum of emissions + sum of transitions + end[yT],
 * the logarithm of the sum of exp(score) over all paths, less that over the right paths.
 *
 * <p>Mostly there is one right path. Where a data set leaves tags open there are many (Tsuboi et
 * al. 2008; Greenberg et al. 2018): each token outside of its spans may have any open tag, as long
 * as the path obeys BIO.
 *
 * <p>A row that is a chunk of a sentence has neither start nor end where it is cut off; the step
 * from one chunk to the next is not scored.
 */
final class CrfLoss implements SlotLoss {
  /** Keeps the logarithm of a sum over no path finite, and its gradient zero. */
  private static final double LEAST_SUM = 1e-30;

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
    Tensor factors = transitions.exp(); // [K,K]
    Tensor all = logPartition(logits, factors, false, gold).sum();
    if (!gold.hasOpenTags()) {
      return all.sub(goldScore(logits, gold));
    }
    Tensor right = logits.add(Beside.of(logits, gold.onlyRight(tagCount)));
    return all.sub(
        logPartition(right, factors.mul(Beside.of(factors, validMoves())), true, gold).sum());
  }

  /** 1 for each tag that may follow another and 0 for the rest, float [K,K]. */
  private Tensor validMoves() {
    float[] moves = new float[tagCount * tagCount];
    for (int from = 0; from < tagCount; from++) {
      for (int to = 0; to < tagCount; to++) {
        moves[from * tagCount + to] = BioRules.allows(from, to) ? 1 : 0;
      }
    }
    return Tensor.create(moves, tagCount, tagCount);
  }

  /**
   * Logarithm of the sum over paths, float [B]: the forward algorithm (Rabiner 1989).
   *
   * @param factors float [K,K], exp of the transitions; 0 for those no path takes
   * @param someUnreachable whether some tags may be reached by no path
   */
  private Tensor logPartition(
      Tensor emissions, Tensor factors, boolean someUnreachable, GoldTags gold) {
    Tensor present = gold.mask().gt(new Scalar(0)); // [T,B,1]
    Tensor forward = emissions.select(0, 0).add(only(gold, Borders::begins, start)); // [B,K]
    for (int token = 1; token < gold.tokens(); token++) {
      // Shifted by the maximum, the sum over the tags before is a product of matrices.
      Tensor highest = forward.amax(new long[] {1}, true).detach();
      Tensor sum = forward.sub(highest).exp().matmul(factors);
      Tensor reached = someUnreachable ? sum.clamp_min(new Scalar(LEAST_SUM)) : sum;
      Tensor next = reached.log().add(highest).add(emissions.select(0, token));
      forward = torch.where(present.select(0, token), next, forward);
    }
    return forward.add(only(gold, Borders::ends, end)).logsumexp(1);
  }

  /** The scores for the rows that have this border and zeros for the rest, float [B,K] or [K]. */
  private static Tensor only(GoldTags gold, Predicate<Borders> there, Tensor scores) {
    if (gold.borders().stream().allMatch(there)) {
      return scores;
    }
    float[] rows = new float[gold.rows()];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = there.test(gold.borders().get(row)) ? 1 : 0;
    }
    return Beside.of(scores, Tensor.create(rows, rows.length, 1)).mul(scores);
  }

  private Tensor goldScore(Tensor emissions, GoldTags gold) {
    int words = gold.words();
    long[] emitted = new long[words];
    long[] moved = new long[words - gold.rows()];
    int word = 0;
    int move = 0;
    for (int row = 0; row < gold.rows(); row++) {
      int[] tags = gold.tags().get(row);
      for (int token = 0; token < tags.length; token++) {
        emitted[word++] = ((long) token * gold.rows() + row) * tagCount + tags[token];
        if (token > 0) {
          moved[move++] = (long) tags[token - 1] * tagCount + tags[token];
        }
      }
    }
    return sum(emissions, emitted)
        .add(sum(transitions, moved))
        .add(sum(start, border(gold, Borders::begins, tags -> tags[0])))
        .add(sum(end, border(gold, Borders::ends, tags -> tags[tags.length - 1])));
  }

  private static long[] border(
      GoldTags gold, Predicate<Borders> there, ToIntFunction<int[]> borderTag) {
    return IntStream.range(0, gold.rows())
        .filter(row -> there.test(gold.borders().get(row)))
        .mapToLong(row -> borderTag.applyAsInt(gold.tags().get(row)))
        .toArray();
  }

  /** The sum of some numbers of a tensor, by their positions in it. */
  private static Tensor sum(Tensor values, long[] positions) {
    return values.reshape(-1).index_select(0, Beside.of(values, Tensor.create(positions))).sum();
  }
}
