package io.tagstream.training.network;

import io.tagstream.training.onnx.InputWeights;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The part of a network that makes numbers of a token: its word, its hashed affixes and shape, and
 * its characters, and pre-trained vectors if there are any, side by side.
 *
 * @param words the word table
 * @param affixes the table of hashed affixes and shapes, or {@code null}
 * @param characters what reads the characters, or {@code null}
 * @param lexicon pre-trained vectors, or {@code null}
 */
public record TokenInput(
    WordTable words,
    @Nullable AffixTable affixes,
    @Nullable CharacterReader characters,
    @Nullable LexiconTable lexicon) {

  /** Makes an input without pre-trained vectors. */
  public TokenInput(
      WordTable words, @Nullable AffixTable affixes, @Nullable CharacterReader characters) {
    this(words, affixes, characters, null);
  }

  /** Returns the same input with other pre-trained vectors, or with none. */
  public TokenInput withLexicon(@Nullable LexiconTable other) {
    return new TokenInput(words, affixes, characters, other);
  }

  /** Returns how many numbers stand for a token, D. */
  int width() {
    return words.width()
        + (affixes == null ? 0 : affixes.tokenWidth())
        + (characters == null ? 0 : characters.tokenWidth())
        + (lexicon == null ? 0 : lexicon.width());
  }

  void initialize(Parameters parameters, InitialValues values) {
    words.initialize(parameters, values);
    if (affixes != null) {
      affixes.initialize(parameters, values);
    }
    if (characters != null) {
      characters.initialize(parameters, values);
    }
    if (lexicon != null) {
      lexicon.initialize(parameters, values);
    }
  }

  /** What stands for each token, float [T,B,D]. */
  Tensor of(Batch batch, Parameters parameters) {
    TensorVector parts = new TensorVector(words.of(batch, parameters));
    if (affixes != null) {
      parts.push_back(affixes.of(batch, parameters));
    }
    if (characters != null) {
      parts.push_back(characters.of(batch, parameters));
    }
    if (lexicon != null) {
      parts.push_back(lexicon.of(batch, parameters));
    }
    return torch.cat(parts, 2);
  }

  InputWeights read(Parameters parameters) {
    return new InputWeights(
        words.read(parameters),
        affixes == null ? null : affixes.read(parameters),
        characters == null ? null : characters.read(parameters),
        lexicon == null ? null : lexicon.read(parameters));
  }
}
