package io.tagstream.topology.fold;

import io.tagstream.schemas.CurrentTags;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.fold.TagFold;
import io.tagstream.topology.config.TaggingConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * An example of what to do with edits: reads tagged texts and keeps, for every key, the current
 * tags of its stream, as a table (store {@code current-tags}) and as a topic of the same name,
 * which wants {@code cleanup.policy=compact}. Run it as an application of its own, with settings of
 * {@link io.tagstream.topology.Tagstream#configure}: exactly once, a tagged text changes its key's
 * tags once.
 *
 * <p>Tagged texts without a key belong to no table and are passed over, as are those of a stream
 * whose begin was not seen, because the topic no longer had it. A tagged text that contradicts
 * those before it fails the thread with a {@link io.tagstream.schemas.fold.TagFoldException}, since
 * every later one would be wrong, too; {@link io.tagstream.topology.StreamsFailurePolicy} then
 * stops the client. Outputs of an application with {@code tagstream.stream.allow.duplicates}
 * contradict each other after its first failure.
 */
public final class CurrentTagsTopology {
  /** Name of the store and the topic. */
  public static final String CURRENT_TAGS = "current-tags";

  private final TaggingConfig config;
  private final TagFold fold;

  /**
   * @param config the settings that the tagged texts were written with: topic and serde are read
   * @param fold how much of a stream is kept; {@link TagFold#keeping} if streams may go on for ever
   */
  public CurrentTagsTopology(TaggingConfig config, TagFold fold) {
    this.config = config;
    this.fold = fold;
  }

  /** Wires the topology. Each call makes a new one. */
  public Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            config.outputTopic(),
            Consumed.with(Serdes.ByteArray(), config.newValueSerde(TaggedText.class))
                .withName("read-tagged-text"))
        .groupByKey(Grouped.as("group-by-key"))
        .aggregate(
            () -> null,
            (key, next, current) -> fold(current, next),
            Named.as("fold-tags"),
            Materialized.<byte[], CurrentTags, KeyValueStore<Bytes, byte[]>>as(CURRENT_TAGS)
                .withKeySerde(Serdes.ByteArray())
                .withValueSerde(config.newValueSerde(CurrentTags.class)))
        .toStream(Named.as("follow-current-tags"))
        .to(
            CURRENT_TAGS,
            Produced.with(Serdes.ByteArray(), config.newValueSerde(CurrentTags.class))
                .withName("write-current-tags"));
    return builder.build();
  }

  private @Nullable CurrentTags fold(@Nullable CurrentTags current, TaggedText next) {
    return TagFold.follows(current, next) ? fold.apply(current, next) : current;
  }
}
