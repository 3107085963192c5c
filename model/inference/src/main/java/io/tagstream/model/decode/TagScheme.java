package io.tagstream.model.decode;

/** How spans are written as one tag a token. */
public enum TagScheme {
  /**
   * {@code B-label} opens a span, {@code I-label} continues one of the same label, {@code O} is
   * outside (IOB2 of Tjong Kim Sang and Veenstra 1999).
   */
  BIO,
  /**
   * The labels are the tags themselves, in the order of the logits: {@code O}, and others with or
   * without {@code B-} or {@code I-}, as models from elsewhere list them.
   */
  LISTED
}
