package io.tagstream.model.decode;

import java.util.ArrayList;
import java.util.List;

/**
 * A labelled stretch of tokens.
 *
 * @param label for example {@code PER}
 * @param begin first token of the span, counted in tokens of its sentence
 * @param end token after the span
 */
public record TokenSpan(String label, int begin, int end) {

  /**
   * Reads the spans out of a sequence of tags as {@code conlleval}, the script of the CoNLL-2000
   * and 2003 shared tasks, does: a span opens at {@code B-x}, at an {@code I-x} after {@code O} or
   * at the beginning, and at an {@code I-x} after a tag of another label; it runs over all {@code
   * I-x} that follow. On tags that obey the scheme this is the plain reading.
   *
   * @param tags {@code O}, {@code B-label} or {@code I-label}, one a token
   * @return the spans in order; they do not overlap
   */
  public static List<TokenSpan> of(List<String> tags) {
    List<TokenSpan> spans = new ArrayList<>();
    int begin = -1;
    String label = "";
    for (int token = 0; token <= tags.size(); token++) {
      String tag = token < tags.size() ? tags.get(token) : TagSet.OUTSIDE;
      boolean outside = tag.equals(TagSet.OUTSIDE);
      if (begin >= 0 && (outside || tag.startsWith("B-") || !label.equals(tag.substring(2)))) {
        spans.add(new TokenSpan(label, begin, token));
        begin = -1;
      }
      if (begin < 0 && !outside) {
        begin = token;
        label = tag.substring(2);
      }
    }
    return spans;
  }
}
