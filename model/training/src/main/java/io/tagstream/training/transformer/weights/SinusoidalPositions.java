package io.tagstream.training.transformer.weights;

/**
 * The fixed table of positions (Vaswani et al. 2017, section 3.5): number 2i of position p is sin(p
 * / 10000^(2i/H)), number 2i+1 the cosine of the same.
 */
public final class SinusoidalPositions {
  private static final double BASE = 10_000;

  private SinusoidalPositions() {}

  /** Returns the table, row by row, float [positions,hidden]. */
  public static float[] table(int positions, int hidden) {
    float[] table = new float[Math.multiplyExact(positions, hidden)];
    for (int position = 0; position < positions; position++) {
      for (int i = 0; i < hidden; i++) {
        double angle = position / Math.pow(BASE, (double) (i - i % 2) / hidden);
        table[position * hidden + i] = (float) (i % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
      }
    }
    return table;
  }
}
