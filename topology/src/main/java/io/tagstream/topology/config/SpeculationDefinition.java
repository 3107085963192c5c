package io.tagstream.topology.config;

import static io.tagstream.topology.config.TaggingConfig.SPECULATION_BATCH_SIZE;
import static io.tagstream.topology.config.TaggingConfig.SPECULATION_BUFFER_BYTES;
import static io.tagstream.topology.config.TaggingConfig.SPECULATION_ENABLED;
import static io.tagstream.topology.config.TaggingConfig.SPECULATION_THREADS;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/** The keys of {@code tagstream.speculation}. */
final class SpeculationDefinition {
  private SpeculationDefinition() {}

  static ConfigDef all() {
    ConfigDef definition = new ConfigDef();
    define(definition);
    return definition;
  }

  static void define(ConfigDef definition) {
    definition
        .define(
            SPECULATION_ENABLED,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.MEDIUM,
            "Whether texts that were polled already are tagged in batches ahead of their turn. It"
                + " changes the speed and nothing else.")
        .define(
            SPECULATION_THREADS,
            ConfigDef.Type.INT,
            1,
            Range.between(0, 64),
            Importance.MEDIUM,
            "Threads of an instance that tag ahead, besides its stream threads, which do so when"
                + " they would have to wait. 0: only the stream threads.")
        .define(
            SPECULATION_BATCH_SIZE,
            ConfigDef.Type.INT,
            64,
            Range.between(1, 1024),
            Importance.LOW,
            "Most texts that are given to the model at once. Fewer are when fewer are waiting: no"
                + " text waits for others.")
        .define(
            SPECULATION_BUFFER_BYTES,
            ConfigDef.Type.LONG,
            64L * 1024 * 1024,
            Range.atLeast(1024),
            Importance.LOW,
            "About how much memory answers may take that were made ahead and wait for their turn,"
                + " in bytes, all stream threads of an instance together. When it is full, texts"
                + " are tagged when it is their turn.");
  }
}
