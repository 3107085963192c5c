/** What reports are made of: elements of HTML and SVG, and plots. Knows nothing of models. */
@NullMarked
package io.tagstream.model.report;

import org.jspecify.annotations.NullMarked;
