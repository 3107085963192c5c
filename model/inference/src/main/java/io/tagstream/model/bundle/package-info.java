/** Trained bundles: reading, verifying, writing and opening them. */
@NullMarked
package io.tagstream.model.bundle;

import org.jspecify.annotations.NullMarked;
