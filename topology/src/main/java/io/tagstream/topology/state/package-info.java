/**
 * What is remembered of streams: the state store, the record of a key in it, and when it is
 * forgotten. Every number of a stream that outlives its event is in that record.
 */
@NullMarked
package io.tagstream.topology.state;

import org.jspecify.annotations.NullMarked;
