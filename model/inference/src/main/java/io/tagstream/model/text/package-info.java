/**
 * Texts, sentences and tokens, with positions counted in Unicode code points. {@link
 * io.tagstream.model.text.TextSegmenter} splits a text into sentences of tokens, {@link
 * io.tagstream.model.text.WordTokenizer} cuts the tokens, {@link
 * io.tagstream.model.text.CodePoints} converts positions. The rules are those of Unicode Standard
 * Annex 29 in the version that ships with ICU, whatever the JDK: a model meets the tokens it was
 * trained on.
 */
@NullMarked
package io.tagstream.model.text;

import org.jspecify.annotations.NullMarked;
