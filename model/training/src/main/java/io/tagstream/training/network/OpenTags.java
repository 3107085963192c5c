package io.tagstream.training.network;

import io.tagstream.model.decode.TagSet;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tags that a data set does not speak of, though the head knows them: where the data says {@code
 * O}, each of them may be right as well.
 *
 * @param ids ids of the tags
 */
public record OpenTags(Set<Integer> ids) {
  /** The data speaks of all tags. */
  public static final OpenTags NONE = new OpenTags(Set.of());

  public OpenTags {
    ids = Set.copyOf(ids);
  }

  /**
   * Makes the open tags of a data set.
   *
   * @param tags tags of the head
   * @param labels labels of spans that the data set does not annotate
   * @throws IllegalArgumentException if the head has no such label
   */
  public static OpenTags of(TagSet tags, Collection<String> labels) {
    Set<Integer> ids = new TreeSet<>();
    for (String label : labels) {
      ids.add(tags.id("B-" + label));
      ids.add(tags.id("I-" + label));
    }
    return new OpenTags(ids);
  }
}
