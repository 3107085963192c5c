package io.tagstream.training.network;

import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.training.onnx.Spelling;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The last states of an LSTM layer that reads the characters of a word forward and of one that
 * reads them backward (Lample et al. 2016).
 *
 * @param rows rows of the character table; row 0 pads
 * @param width numbers a character
 * @param hiddenSize hidden units of each of the two layers
 */
public record CharacterStates(int rows, int width, int hiddenSize) implements CharacterReader {
  private static final String NAME = "characters";

  @Override
  public int tokenWidth() {
    return 2 * hiddenSize;
  }

  @Override
  public void initialize(Parameters parameters, InitialValues values) {
    parameters.add(NAME, values.table(rows, width), rows, width);
    layer("forward").initialize(parameters, values);
    layer("backward").initialize(parameters, values);
  }

  @Override
  public Tensor of(Batch batch, Parameters parameters) {
    Tensor ids = batch.characterIds().narrow(1, 1, batch.characterIds().size(1) - 2); // [N,W]
    Tensor present = ids.gt(new Scalar(0));
    Tensor lengths = present.sum(1).unsqueeze(1); // [N,1]
    Tensor states =
        torch.cat(
            new TensorVector(
                last("forward", ids, lengths, parameters),
                last("backward", reversed(ids, lengths), lengths, parameters)),
            1);
    return states
        .index_select(0, batch.spellings())
        .reshape(batch.tokens(), batch.rows(), tokenWidth());
  }

  /** The characters of each word from the last to the first, int64 [N,W]. */
  private static Tensor reversed(Tensor ids, Tensor lengths) {
    Tensor positions = torch.arange(new Scalar(ids.size(1))).unsqueeze(0); // [1,W]
    Tensor mirrored = lengths.sub(positions).sub(new Scalar(1)); // [N,W]
    return ids.gather(1, torch.where(positions.lt(lengths), mirrored, positions));
  }

  /** The state after the last character of each word, zeros for an empty one, float [N,hidden]. */
  private Tensor last(String direction, Tensor ids, Tensor lengths, Parameters parameters) {
    Tensor embedded =
        torch.embedding(parameters.get(NAME), ids.transpose(0, 1), 0, false, false); // [W,N,d]
    Tensor states = layer(direction).of(embedded, parameters).transpose(0, 1); // [N,W,hidden]
    Tensor end =
        lengths.sub(new Scalar(1)).clamp_min(new Scalar(0)).unsqueeze(2).expand(-1, -1, hiddenSize);
    return states.gather(1, end).squeeze(1).mul(lengths.gt(new Scalar(0)));
  }

  @Override
  public Spelling read(Parameters parameters) {
    return new Spelling.LastStates(
        parameters.matrix(NAME),
        layer("forward").read(parameters),
        layer("backward").read(parameters));
  }

  private RecurrentLayer layer(String direction) {
    return new RecurrentLayer(NAME + "." + direction, Cell.LSTM, width, hiddenSize);
  }
}
