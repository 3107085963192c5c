/**
 * Streams that arrive in pieces: reads on where a stream stopped, says what changed. {@link
 * io.tagstream.model.stream.StreamTagger} is the door; {@link
 * io.tagstream.model.stream.StreamState} is all it remembers of a stream. Knows nothing of where
 * states are kept.
 */
@NullMarked
package io.tagstream.model.stream;

import org.jspecify.annotations.NullMarked;
