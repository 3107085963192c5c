package io.tagstream.model.evaluation.incremental;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What was said of streams, event by event.
 *
 * @param events number of events
 * @param editsPerEvent spans and sentences said or taken back, an event
 * @param spanEditsPerEvent spans said or taken back, an event
 * @param classEditOverhead share of the changes of a sentence's class that were not its first, in
 *     [0,1]
 */
@JsonPropertyOrder({"events", "editsPerEvent", "spanEditsPerEvent", "classEditOverhead"})
public record EditScores(
    long events, double editsPerEvent, double spanEditsPerEvent, double classEditOverhead) {}
