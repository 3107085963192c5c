package io.tagstream.topology.control;

import io.tagstream.model.ModelId;

/**
 * The model of a record is not open yet. The record is processed again later; nothing is lost. The
 * stream thread is replaced in between.
 */
public final class ModelNotOpenException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  ModelNotOpenException(ModelId model) {
    super(
        "model %s %s (%s): expected it open, found it still being fetched or opened; the record is processed again when it is. The log says what is amiss if this goes on."
            .formatted(model.name(), model.version(), model.digest()));
  }
}
