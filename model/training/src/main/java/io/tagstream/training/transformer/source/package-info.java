/** Pre-trained encoders: where they lie and how they are read. */
@NullMarked
package io.tagstream.training.transformer.source;

import org.jspecify.annotations.NullMarked;
