package io.tagstream.training.onnx;

import io.tagstream.model.recurrent.Lexicon;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A small tokenizer for tests. */
final class Tokenizers {
  static final List<String> WORDS =
      List.of(
          "play",
          "some",
          "music",
          "by",
          "book",
          "a",
          "table",
          "for",
          "in",
          "tomorrow",
          "what",
          "is",
          "the",
          "weather",
          "like",
          "?");

  private Tokenizers() {}

  /** Words without affixes and characters. */
  static RecurrentTokenizer wordsAlone() {
    return new RecurrentTokenizer(
        RecurrentTokenizer.FORMAT_VERSION,
        WORDS,
        RecurrentTokenizer.Affixes.NONE,
        RecurrentTokenizer.Characters.NONE);
  }

  /** The small tokenizer with a lexicon that cuts most words into several pieces. */
  static RecurrentTokenizer withLexicon() {
    List<String> pieces = new ArrayList<>(List.of("[UNK]", "play", "##ay", "##usic", "xx", "##xx"));
    "bdefgiklmnopqrstwyx"
        .codePoints()
        .forEach(point -> pieces.add("##" + Character.toString(point)));
    "abfimstw".codePoints().forEach(point -> pieces.add(Character.toString(point)));
    return small().withLexicon(new Lexicon(Lexicon.Kind.WORD_PIECE, pieces));
  }

  static RecurrentTokenizer small() {
    return new RecurrentTokenizer(
        RecurrentTokenizer.FORMAT_VERSION,
        WORDS,
        new RecurrentTokenizer.Affixes(3, 64),
        new RecurrentTokenizer.Characters(
            IntStream.rangeClosed('a', 'z').mapToObj(Character::toString).toList(), 12));
  }
}
