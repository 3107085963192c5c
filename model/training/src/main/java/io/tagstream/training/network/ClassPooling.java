package io.tagstream.training.network;

/** What makes one vector of the hidden states of all tokens. */
public enum ClassPooling {
  /** Additive attention (Bahdanau et al. 2015). */
  ATTENTION,
  /** Their mean. */
  MEAN,
  /** Their maximum, number by number. */
  MAX
}
