package io.tagstream.training.network;

import io.tagstream.training.onnx.RecurrentWeights;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a network is made of: one trunk, which is the input and the recurrent layers, and named
 * heads on top of it.
 *
 * @param input what makes numbers of a token
 * @param stack the recurrent layers
 * @param slots slot heads by name; kept in the order of the alphabet
 * @param classes class heads by name; kept in the order of the alphabet
 */
public record NetworkParts(
    TokenInput input,
    RecurrentStack stack,
    Map<String, SlotHead> slots,
    Map<String, ClassHead> classes) {

  public NetworkParts {
    NetworkHeads heads = NetworkHeads.of(slots, classes);
    slots = heads.slots();
    classes = heads.classes();
  }

  /** Returns the heads. */
  NetworkHeads heads() {
    return NetworkHeads.of(slots, classes);
  }

  /** Makes all parameters. */
  Parameters parameters(InitialValues values) {
    Parameters parameters = new Parameters();
    input.initialize(parameters, values);
    stack.initialize(parameters, values, input.width());
    heads().initialize(parameters, values, stack.outputSize());
    return parameters;
  }

  /**
   * Copies the trunk and at most one head of either kind out of native memory; a slot head that
   * reads a class head goes with that one.
   */
  RecurrentWeights read(
      Parameters parameters, @Nullable String slotHead, @Nullable String classHead) {
    SlotHead.ReadClasses read = slotHead == null ? null : slotHead(slotHead).reads();
    if (read != null && !read.head().equals(classHead)) {
      throw new IllegalArgumentException(
          "class head: expected %s, which slot head %s reads, found %s"
              .formatted(read.head(), slotHead, classHead));
    }
    return new RecurrentWeights(
        input.read(parameters),
        stack.read(parameters, input.width()),
        slotHead == null ? null : slotHead(slotHead).read(slotHead, parameters),
        classHead == null ? null : classHead(classHead).read(classHead, parameters));
  }

  SlotHead slotHead(String name) {
    return heads().slotHead(name);
  }

  ClassHead classHead(String name) {
    return heads().classHead(name);
  }
}
