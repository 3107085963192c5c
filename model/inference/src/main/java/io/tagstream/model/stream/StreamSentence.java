package io.tagstream.model.stream;

import io.tagstream.model.SentenceClass;
import org.jspecify.annotations.Nullable;

/**
 * A sentence of a stream, as far as it has arrived.
 *
 * @param id unique in its stream, that of spans included
 * @param begin first code point of the sentence, counted from the begin of the stream
 * @param end code point after the sentence
 * @param sentenceClass the class so far, or {@code null} if the model has no class head
 */
public record StreamSentence(
    long id, long begin, long end, @Nullable SentenceClass sentenceClass) {}
