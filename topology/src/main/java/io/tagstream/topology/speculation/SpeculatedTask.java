package io.tagstream.topology.speculation;

import io.tagstream.model.serving.Taggers;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.metrics.TaskMetrics;
import io.tagstream.topology.state.StreamStoreReader;
import io.tagstream.topology.tagging.TextTagging;
import io.tagstream.topology.time.TimestampLimits;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * A task that wants its records tagged ahead.
 *
 * @param id of the task; its partition is that of all its input topics
 * @param kind what it shares with the other tasks of its processor
 * @param limits which timestamps are believed
 * @param store reads what is remembered of streams, or null if every text stands on its own; closed
 *     with the {@link TaskSpeculation}
 * @param tagging of the thread of the task; not closed here
 * @param metrics of the task; not closed here
 */
public record SpeculatedTask(
    TaskId id,
    Kind kind,
    TimestampLimits limits,
    @Nullable StreamStoreReader store,
    TextTagging tagging,
    TaskMetrics metrics) {

  /**
   * What tasks of one processor share.
   *
   * @param config how texts are read and tagged
   * @param taggers the models; closed by the caller after the streams have been closed
   * @param subtopology of the processor
   */
  public record Kind(TaggingConfig config, Taggers taggers, int subtopology) {}
}
