package io.tagstream.model.stream;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.encoder.Encoding.TokenClasses;
import java.util.Arrays;

/**
 * The class of a sentence as a running mean: of the logits of its tokens, each weighted by the
 * exponential of its energy. Tokens are added one by one, so the sums do not depend on how a
 * sentence was cut. Used by one thread.
 */
final class ClassSums {
  /** Exponentials beyond would not add up to a number; attention stays far below. */
  private static final double MAX_ENERGY = 600;

  private double weight;
  private double[] sums;

  private ClassSums(double weight, double[] sums) {
    this.weight = weight;
    this.sums = sums;
  }

  static ClassSums none() {
    return new ClassSums(0, new double[0]);
  }

  static ClassSums of(double weight, double[] sums) {
    return new ClassSums(weight, sums.clone());
  }

  ClassSums copy() {
    return new ClassSums(weight, sums.clone());
  }

  void add(ClassSums other) {
    add(other.weight, 1, other.sums);
  }

  void add(TokenClasses tokens, int token) {
    float[] logits = tokens.logits()[token];
    double[] values = new double[logits.length];
    Arrays.setAll(values, i -> logits[i]);
    double energy = Math.max(-MAX_ENERGY, Math.min(MAX_ENERGY, tokens.energies()[token]));
    double exponential = Math.exp(energy);
    add(exponential, exponential, values);
  }

  private void add(double addedWeight, double factor, double[] values) {
    if (sums.length == 0) {
      sums = new double[values.length];
    }
    weight += addedWeight;
    for (int i = 0; i < values.length; i++) {
      sums[i] += factor * values[i];
    }
  }

  double weight() {
    return weight;
  }

  double[] sums() {
    return sums.clone();
  }

  /** Returns the class of the tokens so far, at least one. */
  SentenceClass decode(ClassDecoder decoder) {
    float[] logits = new float[sums.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (sums[i] / weight);
    }
    return decoder.decode(logits);
  }
}
