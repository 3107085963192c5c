package io.tagstream.model.transformer;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which outputs of a graph are read.
 *
 * @param tags name of the tag logits, or {@code null} without slot head
 * @param classes name of the class logits, or {@code null} without class head
 */
record GraphOutputs(@Nullable String tags, @Nullable String classes) {

  Set<String> names() {
    return Stream.of(tags, classes).filter(Objects::nonNull).collect(Collectors.toSet());
  }
}
