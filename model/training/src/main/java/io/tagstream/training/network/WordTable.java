package io.tagstream.training.network;

import io.tagstream.training.onnx.Matrix;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The table of words.
 *
 * @param rows rows; row 0 pads
 * @param width numbers a word
 */
public record WordTable(int rows, int width) {
  private static final String NAME = "words";

  void initialize(Parameters parameters, InitialValues values) {
    parameters.add(NAME, values.table(rows, width), rows, width);
  }

  /** The rows of the words of a batch, float [T,B,width]. */
  Tensor of(Batch batch, Parameters parameters) {
    return torch.embedding(parameters.get(NAME), batch.wordIds());
  }

  Matrix read(Parameters parameters) {
    return parameters.matrix(NAME);
  }
}
