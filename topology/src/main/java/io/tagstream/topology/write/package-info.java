/** Output values as bytes, and how large a record the producer accepts. */
@NullMarked
package io.tagstream.topology.write;

import org.jspecify.annotations.NullMarked;
