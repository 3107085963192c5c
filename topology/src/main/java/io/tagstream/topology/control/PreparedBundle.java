package io.tagstream.topology.control;

import io.tagstream.model.ModelId;
import io.tagstream.schemas.ModelCommand;

/**
 * A bundle that a command prepared on a route.
 *
 * @param route line of models it may serve
 * @param model what it is
 * @param command what prepared it, which says where it lies
 * @param offset of that command
 */
public record PreparedBundle(String route, ModelId model, ModelCommand command, long offset) {}
