package io.tagstream.local.pipeline;

import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.process.TaggingOutcome;
import io.tagstream.topology.process.TaggingOutcomeSerializer;
import io.tagstream.topology.time.BoundedTimestampExtractor;
import io.tagstream.topology.time.TimestampLimits;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** A topology of somebody who has put a processor of their own behind that which tags. */
final class OwnTopology {
  private static final String WRITE_TAGGED_TEXT = "write-tagged-text";
  private static final String WRITE_DEAD_LETTERS = "write-dead-letters";

  private OwnTopology() {}

  static TimestampLimits limits(TaggingConfig config) {
    return new TimestampLimits(config.timestampMaxAhead(), InstantSource.system());
  }

  /**
   * Wires a topology.
   *
   * @param tagText forwards outcomes to all its children
   * @param outlet forwards them to the sink of their kind
   */
  static Topology of(
      TaggingConfig config,
      ProcessorSupplier<byte[], byte[], byte[], TaggingOutcome> tagText,
      ProcessorSupplier<byte[], TaggingOutcome, byte[], TaggingOutcome> outlet) {
    return new Topology()
        .addSource(
            (AutoOffsetReset) null,
            "read-text-events",
            new BoundedTimestampExtractor(limits(config)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            config.inputTopics().toArray(String[]::new))
        .addProcessor("tag-text", tagText, "read-text-events")
        .addProcessor("let-out", outlet, "tag-text")
        .addSink(
            WRITE_TAGGED_TEXT,
            config.outputTopic(),
            new ByteArraySerializer(),
            new TaggingOutcomeSerializer(),
            "let-out")
        .addSink(
            WRITE_DEAD_LETTERS,
            config.deadLetterTopic(),
            new ByteArraySerializer(),
            new TaggingOutcomeSerializer(),
            "let-out");
  }

  /** Forwards outcomes to the sink of their kind. */
  static class Outlet implements Processor<byte[], TaggingOutcome, byte[], TaggingOutcome> {
    private @Nullable ProcessorContext<byte[], TaggingOutcome> context;

    @Override
    public void init(ProcessorContext<byte[], TaggingOutcome> context) {
      this.context = context;
    }

    ProcessorContext<byte[], TaggingOutcome> context() {
      return Objects.requireNonNull(context, "init() comes first");
    }

    @Override
    public void process(Record<byte[], TaggingOutcome> record) {
      boolean tagged = record.value() instanceof TaggingOutcome.Tagged;
      context().forward(record, tagged ? WRITE_TAGGED_TEXT : WRITE_DEAD_LETTERS);
    }
  }
}
