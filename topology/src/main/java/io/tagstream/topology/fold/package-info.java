/**
 * A topology of what tagging writes: the current tags of every key, folded from edits. To use as it
 * is, or to read and write one's own.
 */
@NullMarked
package io.tagstream.topology.fold;

import org.jspecify.annotations.NullMarked;
