package io.tagstream.topology;

import io.tagstream.model.serving.Taggers;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.process.OutcomeRoute;
import io.tagstream.topology.process.TaggingOutcomeSerializer;
import io.tagstream.topology.process.TaggingProcessorSupplier;
import io.tagstream.topology.time.BoundedTimestampExtractor;
import io.tagstream.topology.time.TimestampLimits;
import java.time.InstantSource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * The whole topology: text events in, tagged texts and dead letters out. Every name is explicit,
 * because names are what stores and changelogs of a running application hang on.
 */
public final class TaggingTopology {
  static final String READ_TEXT_EVENTS = "read-text-events";
  static final String TAG_TEXT = "tag-text";
  static final String WRITE_TAGGED_TEXT = "write-tagged-text";
  static final String WRITE_DEAD_LETTERS = "write-dead-letters";

  private final TaggingConfig config;
  private final Taggers taggers;
  private final InstantSource clock;

  /**
   * @param taggers the models; closed by the caller after the streams have been closed
   */
  public TaggingTopology(TaggingConfig config, Taggers taggers) {
    this(config, taggers, InstantSource.system());
  }

  /**
   * @param clock wall-clock time, which decides what timestamps are too far ahead
   */
  public TaggingTopology(TaggingConfig config, Taggers taggers, InstantSource clock) {
    this.config = config;
    this.taggers = taggers;
    this.clock = clock;
  }

  /** Wires the topology. Each call makes a new one. */
  public Topology build() {
    TimestampLimits limits = new TimestampLimits(config.timestampMaxAhead(), clock);
    return new Topology()
        .addSource(
            (AutoOffsetReset) null, // auto.offset.reset decides, as everywhere
            READ_TEXT_EVENTS,
            new BoundedTimestampExtractor(limits),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            config.inputTopics().toArray(String[]::new))
        .addProcessor(TAG_TEXT, tagText(limits), READ_TEXT_EVENTS)
        .addSink(
            WRITE_TAGGED_TEXT,
            config.outputTopic(),
            new ByteArraySerializer(),
            new TaggingOutcomeSerializer(),
            TAG_TEXT)
        .addSink(
            WRITE_DEAD_LETTERS,
            config.deadLetterTopic(),
            new ByteArraySerializer(),
            new TaggingOutcomeSerializer(),
            TAG_TEXT);
  }

  private TaggingProcessorSupplier tagText(TimestampLimits limits) {
    return new TaggingProcessorSupplier(
        config, taggers, limits, OutcomeRoute.toChildren(WRITE_TAGGED_TEXT, WRITE_DEAD_LETTERS));
  }
}
