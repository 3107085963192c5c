package io.tagstream.model.transformer;

import ai.djl.huggingface.tokenizers.Encoding;
import io.tagstream.model.encoder.Piece;
import io.tagstream.model.encoder.WordCache;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts words and texts into the pieces of a model's vocabulary, as the {@code tokenizer.json} of
 * Hugging Face describes it. Safe for use by several threads at once; whoever opened it closes it,
 * after the last call.
 */
public final class PieceTokenizer implements AutoCloseable {
  /** A few pieces each; up to twice as many are held. */
  private static final int CACHED_WORDS = 8192;

  /** Any word: only the special pieces around it are looked at. */
  private static final String SOME_WORD = "a";

  private final NativeTokenizer tokenizer;
  private final PieceVocabulary vocabulary;
  private final RowTemplate single;
  private final @Nullable RowTemplate pair;
  private final WordCache<int[]> words = new WordCache<>(CACHED_WORDS);

  private PieceTokenizer(NativeTokenizer tokenizer, PieceVocabulary vocabulary) {
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
    single = RowTemplate.of(tokenizer.encode(SOME_WORD, null, true));
    pair = RowTemplate.ofPair(tokenizer.encode(SOME_WORD, SOME_WORD, true));
  }

  /**
   * Opens a tokenizer.
   *
   * @param tokenizerJson the bytes of {@code tokenizer.json}; truncation and padding in it do not
   *     count
   * @return a tokenizer the caller closes
   * @throws IOException if it is no such file, or the native library does not run here; the message
   *     says what was expected and found, and what to do
   */
  public static PieceTokenizer open(byte[] tokenizerJson) throws IOException {
    try {
      return opened(tokenizerJson);
    } catch (IOException e) {
      throw new IOException(
          "%s; %s"
              .formatted(
                  e.getMessage(),
                  e.getCause() instanceof LinkageError
                      ? "run it on such a system"
                      : "save it with the model: AutoTokenizer.from_pretrained(...).save_pretrained(...)"),
          e);
    }
  }

  private static PieceTokenizer opened(byte[] tokenizerJson) throws IOException {
    PieceVocabulary vocabulary = PieceVocabulary.read(tokenizerJson);
    NativeTokenizer tokenizer = NativeTokenizer.load(vocabulary.json());
    try {
      return new PieceTokenizer(tokenizer, vocabulary);
    } catch (IllegalArgumentException e) {
      tokenizer.close();
      throw new IOException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw new IOException(
          "expected a tokenizer that cuts a letter, found that it says: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the numbers of the pieces of a word that stands alone, without special ones; of a word
   * that has no piece, such as one of control characters, the one for what is not known. Do not
   * change them.
   *
   * @param word any string; lone surrogates are allowed
   */
  public int[] pieces(String word) {
    int[] known = words.get(word);
    if (known == null) {
      long[] ids = tokenizer.encode(wellFormed(word), null, false).getIds();
      known =
          ids.length == 0
              ? new int[] {unknown()}
              : Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
      words.put(word, known);
    }
    return known;
  }

  /**
   * Returns the pieces of a text in order, without special ones.
   *
   * @param text any string; lone surrogates are allowed
   */
  public List<Piece> text(String text) {
    String wellFormed = wellFormed(text);
    Encoding encoding = tokenizer.encode(wellFormed, null, false);
    return new PieceSpans(wellFormed, vocabulary).of(encoding);
  }

  /** Returns the special pieces around a text, for example {@code [CLS]} and {@code [SEP]}. */
  public RowTemplate single() {
    return single;
  }

  /**
   * Returns the special pieces around and between two texts.
   *
   * @throws IllegalStateException if the tokenizer puts no two texts together
   */
  public RowTemplate pair() {
    if (pair == null) {
      throw new IllegalStateException(
          "tokenizer.json: expected one that puts two texts together, found none");
    }
    return pair;
  }

  /**
   * Returns the number of a piece.
   *
   * @throws IllegalArgumentException if the vocabulary has no such piece
   */
  public int id(String piece) {
    Integer id = vocabulary.ids().get(piece);
    if (id == null) {
      throw new IllegalArgumentException(
          "piece: expected one of the " + vocabulary.size() + " of tokenizer.json, found " + piece);
    }
    return id;
  }

  /** Returns how many pieces the vocabulary has: one more than the largest number. */
  public int vocabularySize() {
    return vocabulary.size();
  }

  /** Returns the number of the piece that rows are padded with. */
  public int padding() {
    return vocabulary.padding();
  }

  /** Returns the number of the piece for what the vocabulary has not. */
  public int unknown() {
    return Math.max(0, vocabulary.unknown());
  }

  /** Returns {@code tokenizer.json} without truncation and padding, for a bundle. */
  public byte[] toJson() {
    return vocabulary.json();
  }

  /** Native code reads no half characters; positions stay the same. */
  private static String wellFormed(String text) {
    StringBuilder changed = null;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isHighSurrogate(unit)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(unit)) {
        changed = changed == null ? new StringBuilder(text) : changed;
        changed.setCharAt(i, '\ufffd');
      }
    }
    return changed == null ? text : changed.toString();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
