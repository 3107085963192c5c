/**
 * The report of a training: what was learned from, how it went, what the model still gets wrong; as
 * a page of HTML that needs nothing but itself. Knows nothing of libtorch.
 */
@NullMarked
package io.tagstream.training.report;

import org.jspecify.annotations.NullMarked;
