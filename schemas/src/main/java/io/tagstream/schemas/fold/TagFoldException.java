package io.tagstream.schemas.fold;

/**
 * A tagged text does not follow from those folded before, because one of them was lost, or because
 * they were not written exactly once. Final: folding the same texts again fails again. The message
 * never contains a text.
 */
public final class TagFoldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was expected, what was found and what to do
   */
  public TagFoldException(String message) {
    super(message);
  }
}
