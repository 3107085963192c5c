package io.tagstream.topology.control;

/** Why a command does nothing, on any instance. The name is the reason code of the status. */
public enum Refusal {
  /** It holds from a time that is too close to when it was appended, or before. */
  LATE,
  /** It is about a bundle that no command before it prepared, or that was retired since. */
  NOT_PREPARED,
  /** It is about a route that {@code tagstream.model.routes} does not list. */
  UNKNOWN_ROUTE,
  /** A field that its action needs is missing. */
  MALFORMED,
  /** Its action is none that this version knows. */
  UNKNOWN_ACTION,
  /** The record is no command. */
  UNREADABLE_COMMAND,
  /** There is no model to roll back to. */
  NOTHING_BEFORE,
  /** It retires a model that is in force or about to be. */
  IN_USE,
  /** The topic does not say when it was appended, so nobody can tell whether it is late. */
  NO_APPEND_TIME
}
