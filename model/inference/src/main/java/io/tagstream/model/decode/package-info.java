/** From logits to tags and spans: tag schemes, Viterbi decoding, span scores. */
@NullMarked
package io.tagstream.model.decode;

import org.jspecify.annotations.NullMarked;
