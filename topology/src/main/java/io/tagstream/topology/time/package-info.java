/**
 * Event time: no timestamp, however wrong, may make Kafka Streams drop a record or pull stream time
 * into the future.
 */
@NullMarked
package io.tagstream.topology.time;

import org.jspecify.annotations.NullMarked;
