package io.tagstream.training.network;

import io.tagstream.training.onnx.Matrix;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The table of hashed affixes and shapes.
 *
 * @param rows rows; row 0 stands for none
 * @param count ids of a token, F
 * @param width numbers an id
 */
public record AffixTable(int rows, int count, int width) {
  private static final String NAME = "features";

  /** Returns how many numbers stand for a token, F width. */
  int tokenWidth() {
    return count * width;
  }

  void initialize(Parameters parameters, InitialValues values) {
    parameters.add(NAME, values.table(rows, width), rows, width);
  }

  /** The rows of a token side by side, float [T,B,F width]. */
  Tensor of(Batch batch, Parameters parameters) {
    return torch
        .embedding(parameters.get(NAME), batch.featureIds())
        .reshape(batch.tokens(), batch.rows(), -1);
  }

  Matrix read(Parameters parameters) {
    return parameters.matrix(NAME);
  }
}
