package io.tagstream.model.decode;

/** The softmax of scores, and the largest of them. */
final class Softmax {
  private Softmax() {}

  /**
   * Returns exp(x_i) over the sum of all exp(x_j), for every i, after the largest was taken off all
   * so that nothing overflows.
   *
   * @param scores finite numbers, one or more
   */
  static float[] of(float[] scores) {
    float largest = scores[largest(scores)];
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp((double) score - largest);
    }
    float[] probabilities = new float[scores.length];
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] = (float) (Math.exp((double) scores[i] - largest) / sum);
    }
    return probabilities;
  }

  /** Returns where the largest number is; of several the first. */
  static int largest(float[] numbers) {
    int largest = 0;
    for (int i = 1; i < numbers.length; i++) {
      largest = numbers[i] > numbers[largest] ? i : largest;
    }
    return largest;
  }
}
