package io.tagstream.model.recurrent;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A lexicon of whole words: a word is looked up as it is written, then in lower case. */
final class WholeWords implements LexiconLookup {
  private static final int[] NONE = {};

  private final Map<String, Integer> rows = new HashMap<>();

  WholeWords(List<String> entries) {
    for (String entry : entries) {
      rows.put(entry, rows.size() + 1);
    }
  }

  @Override
  public int[] rows(String word) {
    Integer row = rows.get(word);
    if (row == null) {
      row = rows.get(word.toLowerCase(Locale.ROOT));
    }
    return row == null ? NONE : new int[] {row};
  }
}
