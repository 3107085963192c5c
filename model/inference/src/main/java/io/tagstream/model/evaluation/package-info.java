/** Scores of tagged data: spans by the rules of conlleval, classes by accuracy. */
@NullMarked
package io.tagstream.model.evaluation;

import org.jspecify.annotations.NullMarked;
