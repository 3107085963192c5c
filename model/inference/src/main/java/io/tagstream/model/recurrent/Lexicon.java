package io.tagstream.model.recurrent;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * What pre-trained vectors a recurrent bundle has: each entry is a row of a table in the graph, and
 * a word is the mean of the rows it is made of.
 *
 * @param kind how a word is made of entries
 * @param entries what has a row; entry {@code i} has row {@code i + 1}, row 0 pads and is zero
 */
@JsonPropertyOrder({"kind", "entries"})
public record Lexicon(Kind kind, List<String> entries) {
  /** Rows of one word at most; of a longer word the beginning counts. */
  public static final int MOST_ROWS = 6;

  /** The entry that stands for whatever cannot be made of word pieces. */
  public static final String UNKNOWN_PIECE = "[UNK]";

  /** What word pieces begin with that continue a word. */
  public static final String CONTINUATION = "##";

  /** How a word is made of entries. */
  public enum Kind {
    /**
     * A word is one entry: itself as it is written or else in lower case. A word that is neither
     * has no row.
     */
    @JsonProperty("word")
    WORD,
    /**
     * A word is a sequence of word pieces (Wu et al. 2016), cut as by the lower-casing tokenizer of
     * BERT (Devlin et al. 2019).
     */
    @JsonProperty("word-piece")
    WORD_PIECE
  }

  public Lexicon {
    Objects.requireNonNull(kind, "lexicon: 'kind' is missing");
    Objects.requireNonNull(entries, "lexicon: 'entries' is missing");
    entries = List.copyOf(entries);
    if (new HashSet<>(entries).size() != entries.size()) {
      throw new IllegalArgumentException("lexicon.entries: expected each once, found one twice");
    }
    if (kind == Kind.WORD_PIECE && !entries.contains(UNKNOWN_PIECE)) {
      throw new IllegalArgumentException(
          "lexicon.entries: expected " + UNKNOWN_PIECE + " among the word pieces, found none");
    }
  }

  /** Returns the number of rows of the table. */
  public int rows() {
    return entries.size() + 1;
  }
}
