package io.tagstream.model.data;

import io.tagstream.model.text.WordTokenizer;
import java.util.ArrayList;
import java.util.List;

/** Takes spans without the separators around them, which belong to no token. */
final class TrimmedSpans {
  private TrimmedSpans() {}

  /**
   * Trims spans. One of nothing but separators stays as it is.
   *
   * @param trimmed runs once for every span that becomes shorter
   */
  static List<TextSpan> of(List<TextSpan> spans, String text, Runnable trimmed) {
    int[] codePoints = text.codePoints().toArray();
    List<TextSpan> result = new ArrayList<>(spans.size());
    for (TextSpan span : spans) {
      int begin = span.begin();
      int end = span.end();
      while (begin < end && WordTokenizer.isSeparator(codePoints[begin])) {
        begin++;
      }
      while (end > begin && WordTokenizer.isSeparator(codePoints[end - 1])) {
        end--;
      }
      boolean changed = begin < end && (begin != span.begin() || end != span.end());
      if (changed) {
        trimmed.run();
      }
      result.add(changed ? new TextSpan(span.label(), begin, end) : span);
    }
    return result;
  }
}
