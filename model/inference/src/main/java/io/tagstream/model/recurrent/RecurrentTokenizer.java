package io.tagstream.model.recurrent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The {@code tokenizer.json} of a {@code recurrent} bundle: what turns a word into rows of the
 * graph's tables. {@link WordFeatures} says how.
 *
 * @param formatVersion {@value #FORMAT_VERSION}
 * @param words the word table, lower-cased; word {@code i} has row {@code i + 2}, row 0 pads and
 *     row 1 stands for every other word
 * @param affixes the hashed prefixes, suffixes and shapes
 * @param characters the characters a token is spelled with
 * @param lexicon what has pre-trained vectors, or {@code null} for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"formatVersion", "words", "affixes", "characters", "lexicon"})
public record RecurrentTokenizer(
    int formatVersion,
    List<String> words,
    Affixes affixes,
    Characters characters,
    @Nullable Lexicon lexicon) {

  /** The version this code writes and reads. */
  public static final int FORMAT_VERSION = 1;

  /** Rows before the first word or character: padding and unknown. */
  static final int RESERVED_ROWS = 2;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Hashed prefixes and suffixes of 1 to {@code longest} code points, and the shape of the word.
   *
   * @param longest longest prefix and suffix in code points, 1..8; 0 for no affixes and no shape
   * @param buckets rows of the table; row 0 stands for an affix the word is too short for; 0 if
   *     {@code longest} is
   */
  @JsonPropertyOrder({"longest", "buckets"})
  public record Affixes(int longest, int buckets) {
    /** No affixes and no shape. */
    public static final Affixes NONE = new Affixes(0, 0);

    public Affixes {
      if (longest < 0 || longest > 8) {
        throw new IllegalArgumentException("affixes.longest: expected 0..8, found " + longest);
      }
      if (longest == 0 && buckets != 0) {
        throw new IllegalArgumentException(
            "affixes.buckets: expected 0 without affixes, found " + buckets);
      }
      if (longest > 0 && buckets < 2) {
        throw new IllegalArgumentException("affixes.buckets: expected 2 or more, found " + buckets);
      }
    }
  }

  /**
   * The characters of a token.
   *
   * @param alphabet the known code points, one a string; character {@code i} has row {@code i + 2},
   *     row 0 pads and row 1 stands for every other code point
   * @param longestWord code points kept of a word, the middle of a longer one is left out, 2..64;
   *     0, with an empty alphabet, if characters are not read at all
   */
  @JsonPropertyOrder({"alphabet", "longestWord"})
  public record Characters(List<String> alphabet, int longestWord) {
    /** Characters are not read. */
    public static final Characters NONE = new Characters(List.of(), 0);

    public Characters {
      Objects.requireNonNull(alphabet, "characters: 'alphabet' is missing");
      alphabet = List.copyOf(alphabet);
      boolean none = longestWord == 0 && alphabet.isEmpty();
      if (!none && (longestWord < 2 || longestWord > 64)) {
        throw new IllegalArgumentException(
            "characters.longestWord: expected 2..64, found " + longestWord);
      }
      for (String character : alphabet) {
        if (character.codePointCount(0, character.length()) != 1) {
          throw new IllegalArgumentException(
              "characters.alphabet: expected one code point each, found '" + character + "'");
        }
      }
      if (new HashSet<>(alphabet).size() != alphabet.size()) {
        throw new IllegalArgumentException(
            "characters.alphabet: expected each code point once, found one twice");
      }
    }
  }

  public RecurrentTokenizer {
    if (formatVersion != FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "formatVersion: expected " + FORMAT_VERSION + ", found " + formatVersion);
    }
    Objects.requireNonNull(words, "'words' is missing");
    Objects.requireNonNull(affixes, "'affixes' is missing");
    Objects.requireNonNull(characters, "'characters' is missing");
    words = List.copyOf(words);
    if (new HashSet<>(words).size() != words.size()) {
      throw new IllegalArgumentException("words: expected each word once, found one twice");
    }
  }

  /** Makes a tokenizer without lexicon. */
  public RecurrentTokenizer(
      int formatVersion, List<String> words, Affixes affixes, Characters characters) {
    this(formatVersion, words, affixes, characters, null);
  }

  /** Returns the same tokenizer with another lexicon, or with none. */
  public RecurrentTokenizer withLexicon(@Nullable Lexicon other) {
    return new RecurrentTokenizer(formatVersion, words, affixes, characters, other);
  }

  /** Returns the number of rows of the word table. */
  public int wordRows() {
    return words.size() + RESERVED_ROWS;
  }

  /** Returns the number of rows of the character table, 0 if characters are not read. */
  public int characterRows() {
    return characters.longestWord() == 0 ? 0 : characters.alphabet().size() + RESERVED_ROWS;
  }

  /** Returns the number of feature ids of a word: prefixes, suffixes and the shape. */
  public int featureCount() {
    return affixes.longest() == 0 ? 0 : 2 * affixes.longest() + 1;
  }

  /**
   * Reads {@code tokenizer.json}.
   *
   * @throws IOException if the bytes are no such file; the message says what was expected and found
   */
  public static RecurrentTokenizer read(byte[] json) throws IOException {
    return JSON.readValue(json, RecurrentTokenizer.class);
  }

  /** Returns the bytes of {@code tokenizer.json}, always the same for equal tokenizers. */
  public byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tokenizer is made of plain values", e);
    }
  }
}
