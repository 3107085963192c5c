package io.tagstream.model.recurrent;

/**
 * Names in the ONNX graphs of a {@code recurrent} bundle: the contract between whoever writes such
 * graphs and {@link RecurrentEncoder}. Shapes: B rows, T tokens, F features a token, W characters a
 * token, P rows of the lexicon a token, N different words, V numbers a word, L forward layers, H
 * hidden units, K tags, C classes.
 *
 * <p>The graph of words makes of each word what the recurrent layers read of it; it has the inputs
 * {@link #WORD_IDS}, {@link #FEATURE_IDS}, {@link #CHARACTER_IDS} and {@link #LEXICON_IDS}, the
 * output {@link #WORD_VECTORS} and the metadata. The graph of sentences has all others, and reads
 * the vectors.
 */
public final class RecurrentGraph {

  /** Output [B,T,V] of the graph of words and input [N,V] of the graph of sentences, float. */
  public static final String WORD_VECTORS = "word_vectors";

  /** Input, int64 [B,T]: the row of {@link #WORD_VECTORS} of each token; any row for padding. */
  public static final String TOKEN_WORDS = "token_words";

  /** Input, int64 [B,T]: rows of the word table. */
  public static final String WORD_IDS = "word_ids";

  /** Input, int64 [B,T,F]: rows of the table of hashed affixes and shapes. Absent if F is 0. */
  public static final String FEATURE_IDS = "feature_ids";

  /**
   * Input, int64 [B,T,W]: rows of the character table; 0 after the last character of a token.
   * Absent in a network that reads no characters.
   */
  public static final String CHARACTER_IDS = "char_ids";

  /**
   * Input, int64 [B,T,P]: rows of the lexicon; 0 after the last row of a token. Absent without
   * lexicon.
   */
  public static final String LEXICON_IDS = "lexicon_ids";

  /** Input, int32 [B]: tokens of each row, at least 1. */
  public static final String LENGTHS = "lengths";

  /**
   * Input, int32 [B]: tokens of each row before the states that are given out, from 0 to all.
   * Absent in a graph that reads no streams, which gives out those after the last token.
   */
  public static final String BOUNDARIES = "boundaries";

  /** Input, float [L,B,H]: hidden state of the forward layers before the first token. */
  public static final String INITIAL_HIDDEN = "initial_h";

  /** Input, float [L,B,H]: cell state before the first token. Absent for cells that have none. */
  public static final String INITIAL_CELL = "initial_c";

  /** Output, float [B,T,K]. Absent without slot head. */
  public static final String TAG_LOGITS = "tag_logits";

  /** Output, float [B,C]. Absent without class head. */
  public static final String CLASS_LOGITS = "class_logits";

  /**
   * Output, float [B,T]: logarithm of what each token weighs in the class logits. Absent without
   * class head and in a graph that reads no streams.
   */
  public static final String TOKEN_ENERGIES = "token_energies";

  /** Output, float [B,T,C]: class logits of each token alone. Absent where the energies are. */
  public static final String TOKEN_CLASS_LOGITS = "token_class_logits";

  /** Output, float [L,B,H]: hidden state of the forward layers at the boundary. */
  public static final String FINAL_HIDDEN = "final_h";

  /** Output, float [L,B,H]: cell state at the boundary. Absent for cells that have none. */
  public static final String FINAL_CELL = "final_c";

  /** Metadata of the graph: rows of the word table. */
  public static final String WORD_ROWS = "tagstream.word.rows";

  /** Metadata of the graph: rows of the table of hashed affixes and shapes, 0 without it. */
  public static final String FEATURE_ROWS = "tagstream.feature.rows";

  /** Metadata of the graph: rows of the character table, 0 without it. */
  public static final String CHARACTER_ROWS = "tagstream.character.rows";

  /** Metadata of the graph: rows of the lexicon. Absent without lexicon. */
  public static final String LEXICON_ROWS = "tagstream.lexicon.rows";

  private RecurrentGraph() {}
}
