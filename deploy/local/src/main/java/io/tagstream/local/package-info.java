/** Embedded broker and schema registry, and the demo on them. */
@NullMarked
package io.tagstream.local;

import org.jspecify.annotations.NullMarked;
