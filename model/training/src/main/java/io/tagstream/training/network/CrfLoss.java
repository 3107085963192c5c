package io.tagstream.training.network;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The negative log-likelihood of a linear-chain conditional random field (Lafferty et al. 2001):
 * for a path y of tags with the score start[y1] + sum of emissions + sum of transitions + end[yT],
 * the logarithm of the sum of exp(score) over all paths, less the score of the gold path.
 */
final class CrfLoss {
  private final Tensor start;
  private final Tensor transitions;
  private final Tensor end;
  private final int tagCount;

  CrfLoss(Parameters parameters) {
    start = parameters.get(ParameterNames.CRF_START);
    transitions = parameters.get(ParameterNames.CRF_TRANSITIONS);
    end = parameters.get(ParameterNames.CRF_END);
    tagCount = Math.toIntExact(start.numel());
  }

  /**
   * The loss, summed over the sentences.
   *
   * @param emissions float [T,B,K]
   */
  Tensor of(Tensor emissions, Batch batch, List<TrainingSentence> sentences) {
    return logPartition(emissions, batch).sum().sub(goldScore(emissions, batch, sentences));
  }

  /** Logarithm of the sum over all paths, float [B]: the forward algorithm (Rabiner 1989). */
  private Tensor logPartition(Tensor emissions, Batch batch) {
    Tensor factors = transitions.exp(); // [K,K]
    Tensor present = batch.mask().gt(new Scalar(0)); // [T,B,1]
    Tensor forward = emissions.select(0, 0).add(start); // [B,K]
    for (int token = 1; token < batch.tokens(); token++) {
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

  private Tensor goldScore(Tensor emissions, Batch batch, List<TrainingSentence> sentences) {
    int words = sentences.stream().mapToInt(sentence -> sentence.tags().length).sum();
    long[] emitted = new long[words];
    long[] moved = new long[words - sentences.size()];
    long[] first = new long[sentences.size()];
    long[] last = new long[sentences.size()];
    int word = 0;
    int move = 0;
    for (int row = 0; row < sentences.size(); row++) {
      int[] tags = sentences.get(row).tags();
      first[row] = tags[0];
      last[row] = tags[tags.length - 1];
      for (int token = 0; token < tags.length; token++) {
        emitted[word++] = ((long) token * batch.rows() + row) * tagCount + tags[token];
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
