package io.tagstream.training.network;

import io.tagstream.training.onnx.Spelling;
import org.bytedeco.pytorch.Tensor;

/** The part of a network that makes numbers of the characters of a token. */
public sealed interface CharacterReader permits CharacterFilters, CharacterStates {

  /** Returns how many numbers it makes of a token. */
  int tokenWidth();

  /** Adds the parameters of this part. */
  void initialize(Parameters parameters, InitialValues values);

  /** What stands for the characters of each token, float [T,B,token width]. */
  Tensor of(Batch batch, Parameters parameters);

  /** Copies the weights out of native memory. */
  Spelling read(Parameters parameters);
}
