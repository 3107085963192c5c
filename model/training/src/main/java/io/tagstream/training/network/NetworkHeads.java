package io.tagstream.training.network;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The heads of a network, at least one.
 *
 * @param slots slot heads by name; kept in the order of the alphabet
 * @param classes class heads by name; kept in the order of the alphabet
 */
public record NetworkHeads(
    SortedMap<String, SlotHead> slots, SortedMap<String, ClassHead> classes) {

  public NetworkHeads {
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

  /** Takes heads in any order. */
  public static NetworkHeads of(Map<String, SlotHead> slots, Map<String, ClassHead> classes) {
    return new NetworkHeads(new TreeMap<>(slots), new TreeMap<>(classes));
  }

  /**
   * Makes the parameters of all heads.
   *
   * @param hiddenSize numbers they read of a word
   */
  public void initialize(Parameters parameters, InitialValues values, int hiddenSize) {
    slots.forEach((name, head) -> head.initialize(name, parameters, values, hiddenSize));
    classes.forEach((name, head) -> head.initialize(name, parameters, values, hiddenSize));
  }

  /** Returns a slot head that is there. */
  public SlotHead slotHead(String name) {
    return found("slot head", name, slots);
  }

  /** Returns a class head that is there. */
  public ClassHead classHead(String name) {
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
