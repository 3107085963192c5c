package io.tagstream.training;

import java.util.Random;

/**
 * Seeds of everything that is drawn in an epoch. They depend on the training's seed and the epoch
 * alone, so an epoch draws the same whether the ones before it ran in this process or in another.
 *
 * @param seed the training's seed
 * @param epoch the epoch, from 1
 */
record EpochSeed(long seed, int epoch) {

  /** What is drawn. */
  enum Purpose {
    /** How sentences are changed. */
    AUGMENTATION,
    /** The order of the sentences. */
    ORDER,
    /** What the network leaves out. */
    DROPOUT,
    /** Where turns are cut in two. */
    CUTS,
    /** Which sentences of texts are put beside each other, and in what order. */
    PAIRS,
    /** Which pieces of texts are hidden. */
    MASKS,
    /** Which texts are held out. */
    HELD_OUT
  }

  Random random(Purpose purpose) {
    return new Random(of(purpose));
  }

  /** Mixes the bits as SplitMix64 does (Steele et al. 2014), so that near seeds are far apart. */
  long of(Purpose purpose) {
    long bits = seed;
    for (long part : new long[] {epoch, purpose.name().hashCode()}) {
      bits = mixed(bits + 0x9e3779b97f4a7c15L * (part + 1));
    }
    return bits;
  }

  private static long mixed(long value) {
    long bits = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    return bits ^ (bits >>> 31);
  }
}
