package io.tagstream.training.network;

/** Chooses the loss of every head. */
final class Losses {
  private final Parameters parameters;
  private final Smoothing smoothing;
  private final ClassWeights weights;

  Losses(Parameters parameters, Smoothing smoothing, ClassWeights weights) {
    this.parameters = parameters;
    this.smoothing = smoothing;
    this.weights = weights;
  }

  SlotLoss ofSlots(String name, SlotHead head) {
    return head.loss(name, parameters, smoothing.tags());
  }

  ClassLoss ofClasses(String head) {
    return new CrossEntropy(smoothing.classes(), weights.of(head));
  }
}
