package io.tagstream.model.recurrent;

/**
 * Rows of a graph's tables that stand for one word. The arrays are owned by this object; do not
 * change them.
 *
 * @param word row of the word table
 * @param features rows of the feature table [F]
 * @param characters rows of the character table, one a character
 * @param lexicon rows of the lexicon, at most {@link Lexicon#MOST_ROWS}; none if there is no
 *     lexicon or it does not know the word
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
public record WordIds(int word, int[] features, int[] characters, int[] lexicon) {

  /** Makes the ids of a word without rows of a lexicon. */
  public WordIds(int word, int[] features, int[] characters) {
    this(word, features, characters, new int[0]);
  }
}
