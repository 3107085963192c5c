/**
 * The trial of models that go live under load: a swap every two seconds while a process of its own
 * tags, and a verdict over every record that is read from the topics alone.
 *
 * <p>{@link io.tagstream.local.bench.swaps.SwapsRun} is a run from start to end. In the process
 * that tags, {@link io.tagstream.local.bench.swaps.ProcessorMain} starts what {@code run} starts,
 * and two interceptors of Kafka's clients measure how long a record takes. In the process of the
 * command, {@link io.tagstream.local.bench.swaps.SwapDriver} sends the commands, and {@link
 * io.tagstream.local.bench.swaps.Verdict} judges what came out by a {@link
 * io.tagstream.local.bench.swaps.ModelTimeline} of its own, which knows nothing of the code that is
 * judged.
 */
@NullMarked
package io.tagstream.local.bench.swaps;

import org.jspecify.annotations.NullMarked;
