/** Transformers on libtorch: their blocks and forward pass, rows first. */
@NullMarked
package io.tagstream.training.transformer;

import org.jspecify.annotations.NullMarked;
