package io.tagstream.training.network;

import io.tagstream.training.onnx.Spelling;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A convolution of width 3 over the characters of a word and the highest response of each filter,
 * but at least 0.
 *
 * @param rows rows of the character table; row 0 pads
 * @param width numbers a character
 * @param filters filters
 */
public record CharacterFilters(int rows, int width, int filters) implements CharacterReader {
  private static final String NAME = "characters";
  private static final LinearLayer CONVOLUTION = new LinearLayer("convolution");

  @Override
  public int tokenWidth() {
    return filters;
  }

  @Override
  public void initialize(Parameters parameters, InitialValues values) {
    parameters.add(NAME, values.table(rows, width), rows, width);
    CONVOLUTION.initialize(filters, 3 * width, parameters, values, LinearLayer.Beginning.UNIFORM);
  }

  @Override
  public Tensor of(Batch batch, Parameters parameters) {
    return responses(batch.characterIds(), parameters)
        .index_select(0, batch.spellings())
        .reshape(batch.tokens(), batch.rows(), filters);
  }

  /** The highest responses for each different word, float [N,filters]. */
  private Tensor responses(Tensor ids, Parameters parameters) {
    Tensor embedded = torch.embedding(parameters.get(NAME), ids, 0, false, false); // [N,W+2,d]
    long words = ids.size(0);
    long longest = ids.size(1) - 2;
    Tensor windows =
        embedded.unfold(1, 3, 1).transpose(2, 3).reshape(words, longest, -1); // [N,W,3d]
    Tensor filtered = CONVOLUTION.of(windows, parameters).relu(); // [N,W,filters]
    Tensor padding = ids.narrow(1, 1, longest).eq(new Scalar(0)).unsqueeze(2);
    return filtered.masked_fill(padding, new Scalar(0)).amax(new long[] {1}, false);
  }

  @Override
  public Spelling read(Parameters parameters) {
    return new Spelling.Convolution(parameters.matrix(NAME), CONVOLUTION.read(parameters));
  }
}
