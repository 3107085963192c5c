/** Embedded broker and schema registry, the demo and the benchmark on them. */
@NullMarked
package io.tagstream.local;

import org.jspecify.annotations.NullMarked;
