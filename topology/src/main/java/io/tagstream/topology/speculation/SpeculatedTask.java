package io.tagstream.topology.speculation;

import io.tagstream.model.serving.Taggers;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.metrics.TaskMetrics;
import io.tagstream.topology.state.StreamStoreReader;
import io.tagstream.topology.tagging.TextTagging;
import org.jspecify.annotations.Nullable;

/**
 * A task that wants its records tagged ahead.
 *
 * @param config how texts are read and tagged
 * @param taggers the models; closed by the caller after the streams have been closed
 * @param partition of all its input topics
 * @param store reads what is remembered of streams, or null if every text stands on its own; closed
 *     with the {@link TaskSpeculation}
 * @param tagging of the thread of the task; not closed here
 * @param metrics of the task; not closed here
 */
public record SpeculatedTask(
    TaggingConfig config,
    Taggers taggers,
    int partition,
    @Nullable StreamStoreReader store,
    TextTagging tagging,
    TaskMetrics metrics) {

  /** Returns whether an answer to a record of the other would be one to a record of this task. */
  boolean isLike(SpeculatedTask other) {
    return config.equals(other.config) && taggers.equals(other.taggers);
  }
}
