package io.tagstream.training.network;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a sentence of each class counts, by class head. Immutable but for the arrays, which nobody
 * changes.
 */
public final class ClassWeights {
  /** Every sentence counts 1. */
  public static final ClassWeights NONE = new ClassWeights(Map.of());

  private final Map<String, float[]> weights;

  private ClassWeights(Map<String, float[]> weights) {
    this.weights = new TreeMap<>(weights);
  }

  /**
   * Makes all classes count the same: a sentence counts N / (C n), with N sentences, C classes and
   * n sentences of its class (King &amp; Zeng 2001).
   *
   * @param counts how often an epoch shows sentences of each class, by class head
   */
  public static ClassWeights balanced(Map<String, double[]> counts) {
    Map<String, float[]> weights = new TreeMap<>();
    counts.forEach((head, sentences) -> weights.put(head, balanced(sentences)));
    return new ClassWeights(weights);
  }

  private static float[] balanced(double[] counts) {
    double all = 0;
    for (double count : counts) {
      all += count;
    }
    float[] weights = new float[counts.length];
    for (int i = 0; i < counts.length; i++) {
      weights[i] = counts[i] == 0 ? 0 : (float) (all / (counts.length * counts[i]));
    }
    return weights;
  }

  float @Nullable [] of(String head) {
    return weights.get(head);
  }
}
