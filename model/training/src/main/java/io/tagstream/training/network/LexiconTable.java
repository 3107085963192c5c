package io.tagstream.training.network;

import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.onnx.Matrix;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Pre-trained vectors, which stay as they are, and a trained linear layer that makes them smaller.
 * A token is the mean of its rows. The layer has no bias, so a token without rows gets zeros, and
 * the layer can be multiplied into the table when all is done.
 *
 * @param table the vectors; row 0 pads and is zero
 * @param width numbers a token
 */
public record LexiconTable(Matrix table, int width) {
  private static final String NAME = "lexicon.weight";

  void initialize(Parameters parameters, InitialValues values) {
    int in = table.columns();
    parameters.addWeight(NAME, values.uniform(width * in, 1 / Math.sqrt(in)), width, in);
  }

  /** The reduced means of the rows of each token, float [T,B,width]. */
  Tensor of(Batch batch, Parameters parameters) {
    return torch
        .linear(means(batch.different()), parameters.get(NAME))
        .index_select(0, batch.spellings())
        .reshape(batch.tokens(), batch.rows(), width);
  }

  /** The mean of the rows of each different word after zeros for padding, float [N,columns]. */
  private Tensor means(List<WordIds> different) {
    int columns = table.columns();
    float[] means = new float[(different.size() + 1) * columns];
    for (int word = 0; word < different.size(); word++) {
      int[] rows = different.get(word).lexicon();
      for (int row : rows) {
        for (int i = 0; i < columns; i++) {
          means[(word + 1) * columns + i] += table.at(row, i) / rows.length;
        }
      }
    }
    return Tensor.create(means, different.size() + 1, columns);
  }

  /** The reduced table, [rows,width]. */
  Matrix read(Parameters parameters) {
    Tensor vectors = Tensor.create(table.values(), table.rows(), table.columns());
    Tensor reduced = torch.linear(vectors, parameters.get(NAME).detach());
    return new Matrix(table.rows(), width, Parameters.numbers(reduced));
  }
}
