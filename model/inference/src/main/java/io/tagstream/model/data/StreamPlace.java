package io.tagstream.model.data;

/**
 * Where a sentence stands in a stream, such as the turns of a conversation.
 *
 * @param key the stream
 * @param seq orders the sentences of a stream; not every number need be there
 */
public record StreamPlace(String key, long seq) {}
