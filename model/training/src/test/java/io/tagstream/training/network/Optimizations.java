package io.tagstream.training.network;

/** Ways of training for tests. */
final class Optimizations {
  private Optimizations() {}

  /** Adam and nothing else. */
  static Optimization plain() {
    return averaging(0);
  }

  static Optimization averaging(double decay) {
    return new Optimization(
        OptimizerKind.ADAM, 0, 5, decay, Dropout.NONE, Smoothing.NONE, 0, 1, 0, 1);
  }

  /** Gradients are not longer than this. */
  static Optimization clipped(double clip) {
    return new Optimization(
        OptimizerKind.ADAM, 0, clip, 0, Dropout.NONE, Smoothing.NONE, 0, 1, 0, 1);
  }

  static Optimization smoothed(Smoothing smoothing, int truncation) {
    return new Optimization(
        OptimizerKind.ADAM, 0, 5, 0, Dropout.NONE, smoothing, 0, 1, truncation, 1);
  }

  /** Gradients flow over this many tokens. */
  static Optimization truncated(int tokens) {
    return new Optimization(
        OptimizerKind.ADAM, 0, 5, 0, Dropout.NONE, Smoothing.NONE, 0, 1, tokens, 1);
  }

  static Optimization of(OptimizerKind optimizer, double weightDecay) {
    return new Optimization(
        optimizer, weightDecay, 1e6, 0, Dropout.NONE, Smoothing.NONE, 0, 1, 0, 1);
  }

  /** The loss of the class heads counts as much. */
  static Optimization classWeight(double weight) {
    return new Optimization(
        OptimizerKind.ADAM, 0, 5, 0, Dropout.NONE, Smoothing.NONE, 0, weight, 0, 1);
  }

  /** With dropout, and sentences under two draws of it. */
  static Optimization consistent(double weight, Dropout dropout, int truncation) {
    return new Optimization(
        OptimizerKind.ADAM, 0, 5, 0, dropout, Smoothing.NONE, weight, 1, truncation, 1);
  }
}
