/**
 * Measures how a model does while a stream arrives: what it says in the end, how often it changes
 * its mind, how late it is, and what an event costs. {@link
 * io.tagstream.model.evaluation.incremental.IncrementalEvaluator} is the door.
 */
@NullMarked
package io.tagstream.model.evaluation.incremental;

import org.jspecify.annotations.NullMarked;
