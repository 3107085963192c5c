package io.tagstream.training.transformer.weights;

/** What tells a transformer where in its row a piece stands. */
public enum PositionKind {
  /** A table that is learned (Devlin et al. 2019). */
  LEARNED,
  /** Sines and cosines of wavelengths from 2 pi to 20,000 pi, fixed (Vaswani et al. 2017). */
  SINUSOIDAL
}
