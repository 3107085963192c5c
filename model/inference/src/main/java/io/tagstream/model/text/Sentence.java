package io.tagstream.model.text;

import java.util.List;

/**
 * A sentence of a text. Begin and end are those of its first and last token, so white space around
 * it belongs to no sentence.
 *
 * @param begin first code point of the sentence in its text, counted in Unicode code points
 * @param end code point after the sentence
 * @param tokens the tokens, at least one
 */
public record Sentence(int begin, int end, List<Token> tokens) {
  public Sentence {
    tokens = List.copyOf(tokens);
  }

  /** Returns the surfaces of the tokens. */
  public List<String> words() {
    return tokens.stream().map(Token::text).toList();
  }
}
