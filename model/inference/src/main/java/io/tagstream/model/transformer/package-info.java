/**
 * Transformer encoders: pieces of words, rows and windows of them, and the graph that reads them.
 */
@NullMarked
package io.tagstream.model.transformer;

import org.jspecify.annotations.NullMarked;
