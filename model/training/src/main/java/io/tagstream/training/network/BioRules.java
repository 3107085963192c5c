package io.tagstream.training.network;

import io.tagstream.model.decode.TagSet;

/** The scheme BIO by the numbers that {@link TagSet} gives its tags: odd for B-, even for I-. */
final class BioRules {
  private BioRules() {}

  /** Returns whether a sentence may begin with the tag. */
  static boolean allowsFirst(int tag) {
    return tag == TagSet.OUTSIDE_ID || tag % 2 == 1;
  }

  /** Returns whether the tag {@code to} may follow {@code from}. */
  static boolean allows(int from, int to) {
    return allowsFirst(to) || from == to || from == to - 1;
  }
}
