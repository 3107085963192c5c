package io.tagstream.model.decode;

/** What a label names, and so which names it may have. Data and bundles are held to the same. */
public enum LabelKind {
  /** Spans: the label is part of the tags of its tokens, which stand between white space. */
  SPAN("a label of spans without white space, other than O, which means no label") {
    @Override
    public boolean allows(String label) {
      return !label.isBlank()
          && !label.equals(TagSet.OUTSIDE)
          && label.codePoints().noneMatch(Character::isWhitespace);
    }
  },
  /** Sentences: any name of one line, for nothing is cut at its spaces. */
  CLASS("a class of one line, without white space at its ends") {
    @Override
    public boolean allows(String label) {
      return !label.isBlank()
          && label.equals(label.strip())
          && label.codePoints().noneMatch(Character::isISOControl);
    }
  };

  private final String expectation;

  LabelKind(String expectation) {
    this.expectation = expectation;
  }

  /** Returns whether a label may be called so. */
  public abstract boolean allows(String label);

  /** Returns what is expected of a label, for messages about one that is not allowed. */
  public String expectation() {
    return expectation;
  }
}
