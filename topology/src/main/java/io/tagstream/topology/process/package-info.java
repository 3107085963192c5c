/** The tagging processor: one output or one dead letter for every record, in order. */
@NullMarked
package io.tagstream.topology.process;

import org.jspecify.annotations.NullMarked;
