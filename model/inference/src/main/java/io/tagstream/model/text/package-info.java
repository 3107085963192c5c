/** Texts, sentences and tokens, with positions counted in Unicode code points. */
@NullMarked
package io.tagstream.model.text;

import org.jspecify.annotations.NullMarked;
