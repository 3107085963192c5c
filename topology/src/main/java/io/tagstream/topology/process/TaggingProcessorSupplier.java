package io.tagstream.topology.process;

import io.tagstream.model.serving.Taggers;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.state.StreamStores;
import io.tagstream.topology.tagging.TextTagging;
import io.tagstream.topology.time.TimestampLimits;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Makes tagging processors, one a task, for any topology: {@code topology.addProcessor("tag-text",
 * supplier, "read-chat")} or {@code chat.process(supplier, Named.as("tag-text"))}. What goes in are
 * records with bytes as key and value; {@code tagstream.input.format} says how the values are
 * written.
 *
 * <p>A source with a {@link io.tagstream.topology.time.BoundedTimestampExtractor} must reach the
 * processor without a topic in between: stateless processors may come first, but no repartition.
 * The finding that a timestamp is incredible travels as an object and is lost in a topic; the
 * record would be tagged under a replaced timestamp.
 *
 * <p>With a {@code tagstream.stream.mode} that remembers streams, the processor brings its state
 * store along, named {@code stream-state}: it is added to the topology with the processor. A
 * topology has room for one such processor.
 *
 * <p>Settings of the producer are read from the application's own. A record that reaches the
 * processor from a punctuator has no coordinates: its topic is empty, partition and offset are -1.
 */
public final class TaggingProcessorSupplier
    implements ProcessorSupplier<byte[], byte[], byte[], TaggingOutcome> {
  private final TaggingSettings settings;

  /**
   * @param taggers the models; closed by the caller after the streams have been closed
   * @param timestampLimits which timestamps are believed; give the same to the {@code
   *     BoundedTimestampExtractor} of the sources
   * @param route where outcomes go; {@link OutcomeRoute#toAllChildren()} in the DSL
   * @throws org.apache.kafka.common.config.ConfigException if {@code tagstream.stream.mode} asks
   *     for a model that reads streams and the one in force now reads none
   */
  public TaggingProcessorSupplier(
      TaggingConfig config, Taggers taggers, TimestampLimits timestampLimits, OutcomeRoute route) {
    this.settings = new TaggingSettings(config, taggers, timestampLimits, route);
    // Better refused here than by a stream thread, later.
    TextTagging.requireModel(config, taggers, timestampLimits.now());
  }

  /**
   * Returns the store of streams, which Kafka Streams connects to the processor, if any is kept.
   */
  @Override
  public Set<StoreBuilder<?>> stores() {
    return StreamStores.of(settings.config().streams());
  }

  @Override
  public TaggingProcessor get() {
    return new TaggingProcessor(settings);
  }
}
