/**
 * Time, order and failure: the Kafka Streams topology that tags text. Start at {@link
 * io.tagstream.topology.Tagstream}; {@link io.tagstream.topology.TaggingTopology} wires the parts.
 *
 * <p>Below lie {@code process} (one outcome for every record), which uses {@code read} (bytes to
 * events), {@code time} (timestamps), {@code deadletter}, {@code write} (records that fit) and
 * {@code state} (what is remembered of streams); all may use {@code config}. None knows a package
 * above it. {@code fold} stands beside them: a topology of what comes out.
 */
@NullMarked
package io.tagstream.topology;

import org.jspecify.annotations.NullMarked;
