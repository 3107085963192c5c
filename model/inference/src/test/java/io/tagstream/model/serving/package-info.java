/** Tests of which tagger serves. */
@NullMarked
package io.tagstream.model.serving;

import org.jspecify.annotations.NullMarked;
