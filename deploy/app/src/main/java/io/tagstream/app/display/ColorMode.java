package io.tagstream.app.display;

/** When to use colours. */
public enum ColorMode {
  /** On a terminal, unless the environment variable {@code NO_COLOR} is set. */
  AUTO,
  ALWAYS,
  NEVER
}
