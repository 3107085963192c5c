package io.tagstream.model.decode;

/**
 * Scores of a chain of K tags besides the emissions: start, transitions and end, with negative
 * infinity where the tag scheme forbids a tag. A softmax head is the chain whose permitted scores
 * are all zero: the normaliser of its log-softmax is the same for every path, so it changes neither
 * the best path nor any probability. Immutable.
 */
final class ChainScores {
  final TagSet tags;
  final double[] start;
  final double[][] transitions;
  final double[] end;

  private ChainScores(TagSet tags, double[] start, double[][] transitions, double[] end) {
    this.tags = tags;
    this.start = start;
    this.transitions = transitions;
    this.end = end;
  }

  static ChainScores softmax(TagSet tags) {
    int tagCount = tags.size();
    return crf(
        tags,
        new CrfParameters(new float[tagCount], new float[tagCount][tagCount], new float[tagCount]));
  }

  static ChainScores crf(TagSet tags, CrfParameters parameters) {
    parameters.verify(tags);
    int tagCount = tags.size();
    double[] start = new double[tagCount];
    double[] end = new double[tagCount];
    double[][] transitions = new double[tagCount][tagCount];
    for (int from = 0; from < tagCount; from++) {
      start[from] = tags.allowsFirst(from) ? parameters.start()[from] : Double.NEGATIVE_INFINITY;
      end[from] = parameters.end()[from];
      for (int to = 0; to < tagCount; to++) {
        transitions[from][to] =
            tags.allows(from, to) ? parameters.transitions()[from][to] : Double.NEGATIVE_INFINITY;
      }
    }
    return new ChainScores(tags, start, transitions, end);
  }

  int tagCount() {
    return start.length;
  }
}
