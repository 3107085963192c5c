package io.tagstream.training.network;

import org.bytedeco.pytorch.global.torch;

/** Chooses the loss of every head. */
final class Losses {
  private final Parameters parameters;

  Losses(Parameters parameters) {
    this.parameters = parameters;
  }

  SlotLoss ofSlots(String head) {
    return new CrfLoss(
        parameters.get(SlotHead.start(head)),
        parameters.get(SlotHead.transitions(head)),
        parameters.get(SlotHead.end(head)));
  }

  ClassLoss ofClasses() {
    return torch::cross_entropy_loss;
  }
}
