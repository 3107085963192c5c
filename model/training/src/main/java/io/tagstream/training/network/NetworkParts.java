package io.tagstream.training.network;

import io.tagstream.training.onnx.RecurrentWeights;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
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
    // Sorted, so that the same heads get the same initial values whatever map they come in.
    slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
    classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    if (slots.isEmpty() && classes.isEmpty()) {
      throw new IllegalArgumentException(
          "heads: expected a slot head or a class head, found neither; add one");
    }
    for (SlotHead head : slots.values()) {
      SlotHead.ReadClasses read = head.reads();
      int classCount = read == null ? 0 : found("class head", read.head(), classes).classCount();
      if (read != null && classCount != read.classCount()) {
        throw new IllegalArgumentException(
            "class head %s: expected the %d classes that a slot head reads, found %d; let both have the same"
                .formatted(read.head(), read.classCount(), classCount));
      }
    }
  }

  /** Makes all parameters. */
  Parameters parameters(InitialValues values) {
    Parameters parameters = new Parameters();
    input.initialize(parameters, values);
    stack.initialize(parameters, values, input.width());
    int hiddenSize = stack.outputSize();
    slots.forEach((name, head) -> head.initialize(name, parameters, values, hiddenSize));
    classes.forEach((name, head) -> head.initialize(name, parameters, values, hiddenSize));
    return parameters;
  }

  /**
   * Copies the trunk and at most one head of either kind out of native memory; a slot head that
   * reads a class head goes with that one.
   */
  RecurrentWeights read(
      Parameters parameters, @Nullable String slotHead, @Nullable String classHead) {
    int hiddenSize = stack.outputSize();
    SlotHead.ReadClasses read = slotHead == null ? null : slotHead(slotHead).reads();
    if (read != null && !read.head().equals(classHead)) {
      throw new IllegalArgumentException(
          "class head: expected %s, which slot head %s reads, found %s"
              .formatted(read.head(), slotHead, classHead));
    }
    return new RecurrentWeights(
        input.read(parameters),
        stack.read(parameters, input.width()),
        slotHead == null ? null : slotHead(slotHead).read(slotHead, parameters, hiddenSize),
        classHead == null ? null : classHead(classHead).read(classHead, parameters, hiddenSize));
  }

  SlotHead slotHead(String name) {
    return found("slot head", name, slots);
  }

  ClassHead classHead(String name) {
    return found("class head", name, classes);
  }

  private static <H> H found(String kind, String name, Map<String, H> heads) {
    H head = heads.get(name);
    if (head == null) {
      throw new IllegalArgumentException(
          "%s: expected one of %s, found '%s'; name one that the network has"
              .formatted(kind, heads.keySet(), name));
    }
    return head;
  }
}
