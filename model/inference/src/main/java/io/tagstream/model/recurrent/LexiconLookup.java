package io.tagstream.model.recurrent;

/** Finds the rows of a lexicon that stand for a word. Safe for use by several threads at once. */
interface LexiconLookup {

  /**
   * Returns at most {@link Lexicon#MOST_ROWS} rows, none of them 0; no rows if the lexicon has
   * nothing to say of the word.
   *
   * @param word any string, in the form of {@link WordFeatures#normalize}
   */
  int[] rows(String word);

  static LexiconLookup of(Lexicon lexicon) {
    return switch (lexicon.kind()) {
      case WORD -> new WholeWords(lexicon.entries());
      case WORD_PIECE -> new WordPieces(lexicon.entries());
    };
  }
}
