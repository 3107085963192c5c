/**
 * From logits to tags, spans and classes. {@link io.tagstream.model.decode.TagSet} numbers the
 * tags, {@link io.tagstream.model.decode.TagDecoder} finds the best ones the tag scheme permits and
 * says how probable every span is, {@link io.tagstream.model.decode.ClassDecoder} makes
 * probabilities of a sentence's class logits, by the softmax or one by one, {@link
 * io.tagstream.model.decode.SpanAggregator} makes spans of what a model says of pieces of words,
 * {@link io.tagstream.model.decode.TokenSpan} reads spans out of tags.
 */
@NullMarked
package io.tagstream.model.decode;

import org.jspecify.annotations.NullMarked;
