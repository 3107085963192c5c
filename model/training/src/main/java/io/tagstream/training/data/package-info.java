/** From labelled sentences to numbers: which sentences teach, and what the network sees of them. */
@NullMarked
package io.tagstream.training.data;

import org.jspecify.annotations.NullMarked;
