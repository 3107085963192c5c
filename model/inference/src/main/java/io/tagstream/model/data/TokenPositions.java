package io.tagstream.model.data;

import io.tagstream.model.decode.TokenSpan;
import io.tagstream.model.text.CodePoints;
import io.tagstream.model.text.Token;
import io.tagstream.model.text.WordTokenizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds tokens that somebody else cut in the text they were cut from. */
final class TokenPositions {
  private TokenPositions() {}

  /**
   * Finds the tokens of a text: all of it but the separators between them.
   *
   * @return the tokens with their positions, or {@code null} if the text is not these tokens
   */
  static @Nullable List<Token> find(List<String> tokens, String text) {
    CodePoints codePoints = CodePoints.of(text);
    List<Token> found = new ArrayList<>(tokens.size());
    int index = 0;
    for (String token : tokens) {
      index = skipTo(token, text, index);
      if (!text.startsWith(token, index)) {
        return null;
      }
      int end = index + token.length();
      found.add(new Token(token, codePoints.fromUtf16(index), codePoints.fromUtf16(end)));
      index = end;
    }
    return skip(text, index, text.length()) == text.length() ? found : null;
  }

  /** Somebody else's token may be a separator here, such as a control character. */
  private static int skipTo(String token, String text, int begin) {
    int next = text.indexOf(token, begin);
    return next < 0 ? begin : skip(text, begin, next);
  }

  /** Returns the first index from {@code begin} to {@code end} that no separator is at. */
  private static int skip(String text, int begin, int end) {
    int index = begin;
    while (index < end && WordTokenizer.isSeparator(text.codePointAt(index))) {
      index += Character.charCount(text.codePointAt(index));
    }
    return index;
  }

  /**
   * Returns the spans of tags as spans of the text.
   *
   * @param tags one a token, in BIO
   */
  static List<TextSpan> spans(List<Token> tokens, List<String> tags) {
    return TokenSpan.of(tags).stream()
        .map(
            span ->
                new TextSpan(
                    span.label(),
                    tokens.get(span.begin()).begin(),
                    tokens.get(span.end() - 1).end()))
        .toList();
  }
}
