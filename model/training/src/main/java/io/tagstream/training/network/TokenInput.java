package io.tagstream.training.network;

import io.tagstream.training.onnx.InputWeights;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The part of a network that makes numbers of a token: its word, its hashed affixes and shape, and
 * its characters, side by side.
 *
 * @param words the word table
 * @param affixes the table of hashed affixes and shapes
 * @param characters what reads the characters
 */
public record TokenInput(WordTable words, AffixTable affixes, CharacterFilters characters) {

  /** Returns how many numbers stand for a token, D. */
  int width() {
    return words.width() + affixes.tokenWidth() + characters.filters();
  }

  void initialize(Parameters parameters, InitialValues values) {
    words.initialize(parameters, values);
    affixes.initialize(parameters, values);
    characters.initialize(parameters, values);
  }

  /** What stands for each token, float [T,B,D]. */
  Tensor of(Batch batch, Parameters parameters) {
    return torch.cat(
        new TensorVector(
            words.of(batch, parameters),
            affixes.of(batch, parameters),
            characters.of(batch, parameters)),
        2);
  }

  InputWeights read(Parameters parameters) {
    return new InputWeights(
        words.read(parameters), affixes.read(parameters), characters.read(parameters));
  }
}
