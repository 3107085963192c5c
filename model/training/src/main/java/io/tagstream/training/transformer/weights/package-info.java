/**
 * The numbers of transformers as plain arrays under BERT's names, wherever they come from or go.
 */
@NullMarked
package io.tagstream.training.transformer.weights;

import org.jspecify.annotations.NullMarked;
