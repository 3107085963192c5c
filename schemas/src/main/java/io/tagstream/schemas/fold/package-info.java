/**
 * The current tags of a stream, folded from what was said about its events. {@link
 * io.tagstream.schemas.fold.TagFold} is the door. Knows records and nothing of Kafka.
 */
@NullMarked
package io.tagstream.schemas.fold;

import org.jspecify.annotations.NullMarked;
