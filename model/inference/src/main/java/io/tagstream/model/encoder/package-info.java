/** The seam between text and numbers: token sequences in, logits and recurrent state out. */
@NullMarked
package io.tagstream.model.encoder;

import org.jspecify.annotations.NullMarked;
