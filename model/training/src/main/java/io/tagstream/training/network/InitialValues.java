package io.tagstream.training.network;

import java.util.Arrays;
import java.util.Random;

/**
 * Draws the numbers a network begins with; the same draws with the same seed give the same numbers,
 * on every machine.
 */
public final class InitialValues {
  private static final double NARROW = 0.02;

  private final Random random;

  public InitialValues(long seed) {
    this.random = new Random(seed);
  }

  /** A table of embeddings with unit variance over a row and zeros in row 0, which pads. */
  public float[] table(int rows, int width) {
    float[] values = uniform(rows * width, Math.sqrt(3.0 / width));
    Arrays.fill(values, 0, width, 0f);
    return values;
  }

  /** Numbers from {@code -bound} to {@code bound}, each as likely as the other. */
  public float[] uniform(int count, double bound) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) ((random.nextDouble() * 2 - 1) * bound);
    }
    return values;
  }

  /** Numbers of a narrow normal distribution around 0, as BERT begins (Devlin et al. 2019). */
  public float[] narrow(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * NARROW);
    }
    return values;
  }
}
