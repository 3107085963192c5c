package io.tagstream.topology.process;

import io.tagstream.topology.config.StreamSettings;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.deadletter.RejectedEventException;
import io.tagstream.topology.metrics.TaskMetrics;
import io.tagstream.topology.speculation.SpeculatedTask;
import io.tagstream.topology.speculation.Speculator;
import io.tagstream.topology.speculation.TaskSpeculation;
import io.tagstream.topology.state.StreamKey;
import io.tagstream.topology.state.StreamMemory;
import io.tagstream.topology.state.StreamStoreReader;
import io.tagstream.topology.tagging.TaggingAnswer;
import io.tagstream.topology.tagging.TaggingAnswer.After;
import io.tagstream.topology.tagging.TaggingInput;
import io.tagstream.topology.tagging.TextRecord;
import io.tagstream.topology.tagging.TextTagging;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Tags the records of one task, each when its turn has come: with the answer that was made ahead,
 * or on the spot. {@link #tag} changes nothing, so that its answer may be thrown away; what is
 * remembered of a stream changes once the answer has been accepted. Belongs to the task and its
 * thread.
 */
final class TaskTagging implements AutoCloseable {
  private final ProcessorContext<?, ?> context;
  private final TextTagging tagging;
  private final TaskMetrics metrics;

  /** Null where every text stands on its own. */
  private final @Nullable StreamMemory memory;

  /** The record whose turn it is, once it is known what its stream is. */
  private @Nullable TaggingInput current;

  /** Key of the stream that the record belongs to whose turn it is; null if it has none. */
  private byte @Nullable [] streamKey;

  /** Null where nothing is tagged ahead. */
  private final @Nullable TaskSpeculation speculation;

  /**
   * @param context of the processor, which the store of streams is connected to if there is one
   * @throws org.apache.kafka.common.config.ConfigException if the application might apply a text to
   *     its stream twice and nobody allowed it
   */
  TaskTagging(TaggingSettings settings, ProcessorContext<?, ?> context, TaskMetrics metrics) {
    TaggingConfig config = settings.config();
    StreamSettings streams = config.streams();
    streams.requireExactlyOnce(context.appConfigs());
    this.context = context;
    this.metrics = metrics;
    try (Opening opening = new Opening()) {
      this.memory =
          streams.mode().keepsState() ? opening.add(new StreamMemory(context, streams)) : null;
      this.tagging = opening.add(new TextTagging(config, settings.taggers()));
      this.speculation = speculation(settings);
      opening.succeeded();
    }
  }

  private @Nullable TaskSpeculation speculation(TaggingSettings settings) {
    Speculator speculator = Speculator.in(context.appConfigs(), StreamsConfig.MAIN_CONSUMER_PREFIX);
    if (speculator == null) {
      return null;
    }
    TaggingConfig config = settings.config();
    return speculator.attach(
        new SpeculatedTask(
            context.taskId(),
            new SpeculatedTask.Kind(config, settings.taggers(), context.taskId().subtopology()),
            settings.timestampLimits(),
            memory == null ? null : new StreamStoreReader(context, config.streams()),
            tagging,
            metrics),
        context.metrics());
  }

  /**
   * Tags a record.
   *
   * @throws RejectedEventException if this record cannot be tagged, now or later
   */
  TaggingAnswer tag(TextRecord text) throws RejectedEventException {
    String route = tagging.routeOf(text);
    streamKey = memory == null || text.key() == null ? null : StreamKey.of(route, text.key());
    byte[] stream = memory == null || streamKey == null ? null : memory.find(streamKey);
    TaggingInput input = new TaggingInput(text, route, stream);
    current = input;
    tagging.awaitModel(input);
    TaggingAnswer ahead =
        speculation == null ? null : speculation.take(input, context.currentStreamTimeMs());
    return ahead == null ? tagOnTheSpot(input) : ahead;
  }

  private TaggingAnswer tagOnTheSpot(TaggingInput input) throws RejectedEventException {
    long begin = System.nanoTime();
    try {
      return tagging.tag(input);
    } finally {
      metrics.taggedSince(begin);
    }
  }

  /** The answer to a record has been forwarded. */
  void accepted(TextRecord text, TaggingAnswer answer) {
    if (memory != null && streamKey != null) {
      if (answer.after() instanceof After.GoesOn goesOn) {
        memory.put(streamKey, goesOn.stream());
      } else if (answer.after() instanceof After.Ended) {
        memory.delete(streamKey);
      }
    }
    current = null;
    if (speculation != null) {
      speculation.settle(text, true);
    }
  }

  /**
   * A record has become a dead letter. One whose route cannot be told belongs to no stream. Another
   * model, which a replay might choose, might have tagged it.
   */
  void rejected(TextRecord text) {
    if (memory != null && text.key() != null) {
      String route = tagging.findRoute(text);
      if (route != null) {
        boolean provisional = current != null && tagging.modelFor(current).provisional();
        memory.markGap(StreamKey.of(route, text.key()), provisional);
      }
    }
    current = null;
    if (speculation != null) {
      speculation.settle(text, false);
    }
  }

  @Override
  public void close() {
    try (memory;
        tagging;
        speculation) {
      // Closed in the opposite order: what reads the store first.
    }
  }
}
