package io.tagstream.model.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tags of a slot head in the order of its logits, under the scheme {@link TagScheme#BIO}. Tag 0
 * is {@code O}; label {@code i} has the tags {@code 1+2i} ({@code B-label}) and {@code 2+2i}
 * ({@code I-label}). Immutable.
 */
public final class TagSet {
  /** The tag of a token outside every span. */
  public static final String OUTSIDE = "O";

  /** Id of {@link #OUTSIDE}. */
  public static final int OUTSIDE_ID = 0;

  private final List<String> labels;
  private final List<String> tags;
  private final Map<String, Integer> ids;

  private TagSet(List<String> labels) {
    this.labels = List.copyOf(labels);
    List<String> names = new ArrayList<>(1 + 2 * labels.size());
    names.add(OUTSIDE);
    for (String label : labels) {
      names.add("B-" + label);
      names.add("I-" + label);
    }
    tags = List.copyOf(names);
    ids = new HashMap<>();
    for (int id = 0; id < tags.size(); id++) {
      ids.put(tags.get(id), id);
    }
  }

  /**
   * Makes the tag set of some labels.
   *
   * @param labels the labels in the order of the head, at least one
   * @throws IllegalArgumentException if there is none, or one is not allowed by {@link
   *     LabelKind#SPAN} or occurs twice
   */
  public static TagSet of(List<String> labels) {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("labels: expected at least one label, found none");
    }
    Set<String> seen = new HashSet<>();
    for (String label : labels) {
      if (!LabelKind.SPAN.allows(label)) {
        throw new IllegalArgumentException(
            "labels: expected %s, found '%s'; rename the label"
                .formatted(LabelKind.SPAN.expectation(), label));
      }
      if (!seen.add(label)) {
        throw new IllegalArgumentException(
            "labels: expected every label once, found '" + label + "' twice; remove one");
      }
    }
    return new TagSet(labels);
  }

  /** Returns the labels in the order of the head. */
  public List<String> labels() {
    return labels;
  }

  /** Returns the tags in the order of the logits. */
  public List<String> tags() {
    return tags;
  }

  /** Returns the number of tags, K: twice the number of labels plus one. */
  public int size() {
    return tags.size();
  }

  /** Returns the name of a tag, for example {@code B-PER}. */
  public String tag(int id) {
    return tags.get(id);
  }

  /** Returns the names of a path of tags. */
  public List<String> names(int[] path) {
    List<String> names = new ArrayList<>(path.length);
    for (int id : path) {
      names.add(tags.get(id));
    }
    return names;
  }

  /**
   * Returns the id of a tag.
   *
   * @throws IllegalArgumentException if the set has no such tag
   */
  public int id(String tag) {
    Integer id = ids.get(tag);
    if (id == null) {
      throw new IllegalArgumentException(
          "tag: expected O or B- or I- before one of the labels "
              + labels
              + ", found '"
              + tag
              + "'");
    }
    return id;
  }

  /** Returns whether the tag opens a span. */
  public boolean opens(int id) {
    return id % 2 == 1;
  }

  /** Returns whether the tag continues a span. */
  public boolean continues(int id) {
    return id != OUTSIDE_ID && id % 2 == 0;
  }

  /** Returns whether a sequence may begin with the tag: all may but {@code I-}. */
  public boolean allowsFirst(int id) {
    return !continues(id);
  }

  /**
   * Returns whether one tag may follow another: {@code I-label} follows only {@code B-label} and
   * {@code I-label}, every other tag follows all.
   */
  public boolean allows(int from, int to) {
    return !continues(to) || from == to || from == to - 1;
  }

  /** Returns the id of the tag that continues a span with the tag {@code id}, which is not O. */
  public int continuation(int id) {
    return opens(id) ? id + 1 : id;
  }
}
