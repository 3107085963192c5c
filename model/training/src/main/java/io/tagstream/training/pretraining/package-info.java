/** What pre-training learns from, without libtorch: pieces, pairs of sentences, masked rows. */
@NullMarked
package io.tagstream.training.pretraining;

import org.jspecify.annotations.NullMarked;
