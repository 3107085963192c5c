package io.tagstream.model.decode;

import java.util.Arrays;

/**
 * Scores of a chain of K tags besides the emissions. A softmax head is the chain whose scores are
 * all zero: the normaliser of its log-softmax is the same for every path, so it changes neither the
 * best path nor any probability. Immutable.
 *
 * <p>The tag scheme gives the chain its form: O and the B- tags, here called free, may follow any
 * tag, and an I- tag only the two of its own label. So K x (labels + 1) transitions and two for
 * every I- tag are looked at, not K x K.
 */
final class ChainScores {
  final TagSet tags;

  /** Negative infinity for the I- tags, which may not begin a sequence; [K]. */
  final double[] start;

  /** [K,K], from the row to the column; forbidden ones are there and never read. */
  final double[][] transitions;

  /** The same, to the row from the column: what is looked at together lies together. */
  final double[][] transitionsInto;

  /** [K]. */
  final double[] end;

  /** The free tags, in order. */
  final int[] free;

  /** Transitions from every tag to every free one, [K,free]. */
  final double[][] toFree;

  /** Lowest and highest transition from every tag to a free one, [K] each. */
  final double[] lowestToFree;

  final double[] highestToFree;

  private ChainScores(TagSet tags, CrfParameters parameters) {
    this.tags = tags;
    int tagCount = tags.size();
    start = new double[tagCount];
    end = new double[tagCount];
    transitions = new double[tagCount][tagCount];
    transitionsInto = new double[tagCount][tagCount];
    free = new int[tags.labels().size() + 1];
    for (int label = 1; label < free.length; label++) {
      free[label] = 2 * label - 1;
    }
    toFree = new double[tagCount][free.length];
    lowestToFree = new double[tagCount];
    highestToFree = new double[tagCount];
    for (int from = 0; from < tagCount; from++) {
      start[from] = tags.allowsFirst(from) ? parameters.start()[from] : Double.NEGATIVE_INFINITY;
      end[from] = parameters.end()[from];
      for (int to = 0; to < tagCount; to++) {
        transitions[from][to] = parameters.transitions()[from][to];
        transitionsInto[to][from] = transitions[from][to];
      }
      for (int i = 0; i < free.length; i++) {
        toFree[from][i] = transitions[from][free[i]];
      }
      lowestToFree[from] = Arrays.stream(toFree[from]).min().orElseThrow();
      highestToFree[from] = Arrays.stream(toFree[from]).max().orElseThrow();
    }
  }

  static ChainScores softmax(TagSet tags) {
    int tagCount = tags.size();
    return new ChainScores(
        tags,
        new CrfParameters(new float[tagCount], new float[tagCount][tagCount], new float[tagCount]));
  }

  static ChainScores crf(TagSet tags, CrfParameters parameters) {
    parameters.verify(tags);
    return new ChainScores(tags, parameters);
  }

  /**
   * Returns the scores of the tags after a settled one, the score of the path up to it included;
   * negative infinity for those that may not follow; [K].
   */
  double[] startAfter(ChainStart before) {
    double[] scores = new double[tagCount()];
    for (int tag = 0; tag < scores.length; tag++) {
      scores[tag] =
          tags.allows(before.tag(), tag)
              ? before.score() + transitions[before.tag()][tag]
              : Double.NEGATIVE_INFINITY;
    }
    return scores;
  }

  int tagCount() {
    return start.length;
  }
}
