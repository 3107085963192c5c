package io.tagstream.training.network;

/** How a gradient becomes a step. */
public enum OptimizerKind {
  /** Adam (Kingma &amp; Ba 2015); weight decay is added to the gradient. */
  ADAM,
  /** Adam with weight decay apart from the gradient (Loshchilov &amp; Hutter 2019). */
  ADAMW
}
