/** Labelled data: tokens, tags and classes, read from JSON lines. */
@NullMarked
package io.tagstream.model.data;

import org.jspecify.annotations.NullMarked;
