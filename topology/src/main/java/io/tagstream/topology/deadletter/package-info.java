/** Dead letters: why an event was rejected, and the record that says so and fits its topic. */
@NullMarked
package io.tagstream.topology.deadletter;

import org.jspecify.annotations.NullMarked;
