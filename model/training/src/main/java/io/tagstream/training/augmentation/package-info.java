/** Sentences made of sentences, so that a network meets more than its data holds. */
@NullMarked
package io.tagstream.training.augmentation;

import org.jspecify.annotations.NullMarked;
