package io.tagstream.topology.control;

/** What became of the wish to open a model. */
sealed interface Opened {

  /** The model is open; it may have been let go of since. */
  record Open() implements Opened {}

  /**
   * The model cannot be used on this instance.
   *
   * @param cause what kind of trouble it is
   * @param reasonCode for programs
   * @param message what was expected, what was found and what to do
   */
  record Refused(Cause cause, String reasonCode, String message) implements Opened {}

  /** Why a model cannot be used. */
  enum Cause {
    /** The bundle, or what a command says about it, is wrong, and stays so. */
    BAD,
    /** The bundle cannot be had. */
    AWAY,
    /** Something else lies where the bundle lay. */
    CHANGED,
    /** Something else went wrong, such as a lack of memory. */
    FAILED
  }
}
