package io.tagstream.topology.control;

import io.tagstream.schemas.ModelCommand;
import org.jspecify.annotations.Nullable;

/**
 * A record of the control topic.
 *
 * @param offset where it stands
 * @param appendTime when the broker appended it, in milliseconds since the epoch; negative if the
 *     topic does not say so
 * @param command what it says, or null if that cannot be read
 */
public record LoggedCommand(long offset, long appendTime, @Nullable ModelCommand command) {}
