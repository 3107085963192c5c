/**
 * Bytes of an input topic to text events. A reader tells what is wrong with one record ({@link
 * io.tagstream.topology.deadletter.RejectedEventException}) from what is wrong around it (any other
 * exception).
 */
@NullMarked
package io.tagstream.topology.read;

import org.jspecify.annotations.NullMarked;
