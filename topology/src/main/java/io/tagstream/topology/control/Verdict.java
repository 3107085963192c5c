package io.tagstream.topology.control;

import io.tagstream.model.ModelId;

/** What a command means, which is the same on every instance. */
public sealed interface Verdict {

  /** A bundle is to be fetched, verified and opened. */
  record Prepare(PreparedBundle bundle) implements Verdict {}

  /** A model comes into force. */
  record Activate(String route, Activation activation) implements Verdict {}

  /** A bundle is out of use. */
  record Retire(String route, ModelId model) implements Verdict {}

  /**
   * A command with this identity was there before.
   *
   * @param first what it meant then
   */
  record Repeated(Verdict first) implements Verdict {}

  /**
   * The command does nothing.
   *
   * @param refusal why
   * @param message what was expected, what was found and what to do
   */
  record Refused(Refusal refusal, String message) implements Verdict {}
}
