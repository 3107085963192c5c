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
   */
  record Refused(String reasonCode, String message) implements Opened {}
}
