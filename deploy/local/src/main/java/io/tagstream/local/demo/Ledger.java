package io.tagstream.local.demo;

import io.tagstream.schemas.SourceCoordinates;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps account of which texts that were sent have been answered. An answer may be known before the
 * sender knows what became of its record. Safe for use by several threads.
 */
final class Ledger {
  private final Set<SourceCoordinates> unanswered = new HashSet<>();
  private final Set<SourceCoordinates> early = new HashSet<>();

  /** Notes that a text was sent. */
  synchronized void sent(SourceCoordinates source) {
    if (!early.remove(source)) {
      unanswered.add(source);
    }
  }

  /** Notes that a text was answered; those sent by other programs are answered, too. */
  synchronized void answered(SourceCoordinates source) {
    if (!unanswered.remove(source)) {
      early.add(source);
    }
  }

  /** Returns whether every text that was sent has been answered. */
  synchronized boolean isBalanced() {
    return unanswered.isEmpty();
  }
}
