package io.tagstream.model.data;

import io.tagstream.model.decode.TagSet;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Other names for the labels of spans, so that data sets which name the same things differently can
 * be used together.
 *
 * @param names the new name of each label that gets one; an empty one makes its spans no spans
 * @param others the new name of all other labels, or {@code null} if they keep theirs
 */
public record LabelMapping(SortedMap<String, String> names, @Nullable String others) {
  /** Every label keeps its name. */
  public static final LabelMapping NONE = new LabelMapping(new TreeMap<>(), null);

  private static final String ALL_OTHERS = "*";

  public LabelMapping {
    names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
  }

  /**
   * Reads a mapping such as {@code person=PER, location=LOC, *=}, where {@code *} is every other
   * label and nothing after the sign makes spans no spans.
   *
   * @throws IllegalArgumentException if it is not written so, or names a label twice
   */
  public static LabelMapping parse(String mapping) {
    SortedMap<String, String> names = new TreeMap<>();
    for (String pair : mapping.split(",", -1)) {
      if (mapping.isBlank()) {
        break;
      }
      String[] sides = pair.strip().split("\\s*=\\s*", -1);
      if (sides.length != 2 || sides[0].isEmpty() || (sides[0] + sides[1]).contains(" ")) {
        throw new IllegalArgumentException(
            "expected pairs as in 'person=PER, location=LOC, *=', found '" + pair.strip() + "'");
      }
      if (names.put(sides[0], sides[1]) != null) {
        throw new IllegalArgumentException(
            "expected every label once, found '" + sides[0] + "' twice; remove one");
      }
    }
    String others = names.remove(ALL_OTHERS);
    return new LabelMapping(names, others);
  }

  /** Returns the new name of a label; an empty one if its spans are none. */
  public String of(String label) {
    String name = names.get(label);
    if (name != null) {
      return name;
    }
    return others == null ? label : others;
  }

  /** Returns the sentence with its spans renamed. */
  public LabelledSentence of(LabelledSentence sentence) {
    List<String> tags = sentence.tags().stream().map(this::tag).toList();
    return new LabelledSentence(
        sentence.id(),
        sentence.text(),
        sentence.tokens(),
        tags,
        sentence.label(),
        sentence.open(),
        sentence.place());
  }

  private String tag(String tag) {
    if (tag.equals(TagSet.OUTSIDE)) {
      return tag;
    }
    String name = of(tag.substring(2));
    return name.isEmpty() ? TagSet.OUTSIDE : tag.substring(0, 2) + name;
  }

  /** Returns the text with its spans renamed. */
  public LabelledText of(LabelledText text) {
    List<TextSpan> spans = text.spans();
    return new LabelledText(
        text.id(),
        text.text(),
        text.second(),
        spans == null
            ? null
            : spans.stream()
                .map(span -> new TextSpan(of(span.label()), span.begin(), span.end()))
                .filter(span -> !span.label().isEmpty())
                .toList(),
        text.label(),
        text.open());
  }
}
