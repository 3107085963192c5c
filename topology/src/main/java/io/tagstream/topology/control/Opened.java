package io.tagstream.topology.control;

/** What became of the wish to open a model. */
sealed interface Opened {

  /** The model is open; it may have been let go of since. */
  record Open() implements Opened {}

  /**
   * The model cannot be used on this instance.
   *
   * @param reasonCode for programs
   * @param message what was expected, what was found and what to do
   * @param passing whether it may be another way the next time, although nobody sends a command
   */
  record Refused(String reasonCode, String message, boolean passing) implements Opened {}
}
