/** Pre-trained vectors of words and word pieces: where they come from and how they are read. */
@NullMarked
package io.tagstream.training.vectors;

import org.jspecify.annotations.NullMarked;
