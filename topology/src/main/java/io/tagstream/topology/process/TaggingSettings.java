package io.tagstream.topology.process;

import io.tagstream.model.serving.Taggers;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.time.TimestampLimits;

/**
 * What the processors of all tasks share. Immutable and safe for use by several threads.
 *
 * @param taggers the models; closed by whoever made them, after the streams have been closed
 * @param timestampLimits the limits that the extractor of the source topics uses, too
 * @param route where outcomes go
 */
record TaggingSettings(
    TaggingConfig config, Taggers taggers, TimestampLimits timestampLimits, OutcomeRoute route) {}
