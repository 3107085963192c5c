package io.tagstream.model;

import org.jspecify.annotations.Nullable;

/**
 * A sentence and its class.
 *
 * @param begin first code point of the sentence in its text, counted in Unicode code points
 * @param end code point after the sentence
 * @param sentenceClass the class, or {@code null} if the model has no class head
 */
public record ClassifiedSentence(int begin, int end, @Nullable SentenceClass sentenceClass) {}
