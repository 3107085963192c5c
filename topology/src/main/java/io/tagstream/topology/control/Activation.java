package io.tagstream.topology.control;

import io.tagstream.model.ModelId;
import org.jspecify.annotations.Nullable;

/**
 * A model coming into force on a route.
 *
 * @param effectiveFrom first record timestamp it holds for, in milliseconds since the epoch
 * @param offset of its command in the control topic; -1 for the configured bundle
 * @param commandId identity of its command
 * @param model what serves from then on
 * @param before what served before and serves again after a rollback; null for the configured
 *     bundle
 */
public record Activation(
    long effectiveFrom, long offset, String commandId, ModelId model, @Nullable Activation before) {
  /** In the place of a command's identity where the configured bundle serves. */
  public static final String CONFIGURED = "configured";

  /** The configured bundle, which serves until something else does. */
  static Activation configured(ModelId model) {
    return new Activation(Long.MIN_VALUE, -1, CONFIGURED, model, null);
  }

  /** Returns whether this holds rather than another one for a timestamp that both reach. */
  boolean beats(Activation other) {
    return effectiveFrom != other.effectiveFrom
        ? effectiveFrom > other.effectiveFrom
        : offset > other.offset;
  }
}
