package io.tagstream.model.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the tags of one file are read, and why so.
 *
 * @param notation how they mark spans
 * @param reason what decided that, for messages; empty if no tag did
 */
record TagReading(TagNotation notation, String reason) {

  /**
   * Recognises the notation unless it is told.
   *
   * @param told the notation, or {@code null} to recognise it
   */
  static TagReading of(List<Example> examples, @Nullable TagNotation told) {
    if (told != null) {
      return new TagReading(told, ", which was asked for");
    }
    TagNotation notation = TagNotation.of(examples.stream().map(Example::tags).toList());
    for (Example example : examples) {
      int mark = notation.firstMark(example.tags());
      if (mark >= 0) {
        return new TagReading(
            notation,
            ", for which %s in line %d speaks first"
                .formatted(example.tags().get(mark), example.lineOf(mark)));
      }
    }
    return new TagReading(notation, "");
  }

  /**
   * Converts the tags of an example.
   *
   * @throws MalformedDataException if they break the notation
   */
  Example toBio(DataFile file, Example example) {
    try {
      return example.withTags(notation.toBio(example.tags()));
    } catch (TagNotation.BrokenNotationException e) {
      String where = example.tokenALine() ? "" : "tags: at index " + e.token() + " ";
      String taken = " (tags read as %s%s)".formatted(notation, reason);
      throw file.malformed(example.lineOf(e.token()), where + e.getMessage() + taken, e);
    }
  }
}
