package io.tagstream.training.network;

/** What makes one vector of the hidden states of all tokens. */
public enum ClassPooling {
  /** Additive attention (Bahdanau et al. 2015). */
  ATTENTION,
  /** Their mean. */
  MEAN,
  /** Their maximum, number by number. */
  MAX,
  /** What stands for the first token: the special piece that begins a row of a transformer. */
  FIRST,
  /** The same under a linear layer and the hyperbolic tangent (Devlin et al. 2019). */
  POOLER
}
