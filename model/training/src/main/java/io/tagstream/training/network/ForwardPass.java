package io.tagstream.training.network;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * What {@link io.tagstream.training.onnx.RecurrentWeights} describes, on libtorch, tokens first.
 * All tensors live in the pointer scope of the caller.
 */
final class ForwardPass {
  private static final double FAR_BELOW_ANY_SCORE = -1e9;

  private final NetworkSize size;
  private final Parameters parameters;
  private final Dropout dropout;

  ForwardPass(NetworkSize size, Parameters parameters, Dropout dropout) {
    this.size = size;
    this.parameters = parameters;
    this.dropout = dropout;
  }

  /** Hidden states of both directions, float [T,B,2H]. */
  Tensor hidden(Batch batch) {
    Tensor x = locked(embeddings(batch), dropout.input()); // [T,B,D]
    Tensor h = lstm(ParameterNames.FORWARD, x, batch.rows()); // [T,B,H]
    Tensor below = cat(x, locked(h, dropout.layer())); // [T,B,D+H]
    Tensor g =
        reversed(
            lstm(ParameterNames.BACKWARD, reversed(below, batch), batch.rows()), batch); // [T,B,H]
    return locked(cat(h, g), dropout.output());
  }

  /** Logits of the tags, float [T,B,K]. */
  Tensor tagLogits(Tensor hidden) {
    return dense(ParameterNames.SLOTS, hidden);
  }

  /** Logits of the classes, float [B,C]. */
  Tensor classLogits(Tensor hidden, Batch batch) {
    Tensor projected = dense(ParameterNames.ATTENTION, hidden).tanh(); // [T,B,A]
    Tensor scores = torch.linear(projected, parameters.get(ParameterNames.ATTENTION_QUERY));
    Tensor padding = batch.mask().eq(new Scalar(0));
    Tensor weights =
        scores.masked_fill(padding, new Scalar(FAR_BELOW_ANY_SCORE)).softmax(0); // [T,B,1]
    return dense(ParameterNames.CLASSES, hidden.mul(weights).sum(0));
  }

  private Tensor embeddings(Batch batch) {
    Tensor words = torch.embedding(parameters.get(ParameterNames.WORDS), batch.wordIds());
    Tensor features =
        torch
            .embedding(parameters.get(ParameterNames.FEATURES), batch.featureIds())
            .reshape(batch.tokens(), batch.rows(), -1); // [T,B,F width]
    Tensor spelled =
        spelling(batch.characterIds())
            .index_select(0, batch.spellings())
            .reshape(batch.tokens(), batch.rows(), size.filters());
    return torch.cat(new TensorVector(words, features, spelled), 2);
  }

  /** The character convolution of each different word, float [N,filters]. */
  private Tensor spelling(Tensor ids) {
    Tensor embedded =
        torch.embedding(
            parameters.get(ParameterNames.CHARACTERS), ids, 0, false, false); // [N,W+2,d]
    long words = ids.size(0);
    long width = ids.size(1) - 2;
    Tensor windows = embedded.unfold(1, 3, 1).transpose(2, 3).reshape(words, width, -1); // [N,W,3d]
    Tensor filtered = dense(ParameterNames.CONVOLUTION, windows).relu(); // [N,W,filters]
    Tensor padding = ids.narrow(1, 1, width).eq(new Scalar(0)).unsqueeze(2);
    return filtered.masked_fill(padding, new Scalar(0)).amax(new long[] {1}, false);
  }

  private Tensor lstm(String name, Tensor x, int rows) {
    Tensor zero = torch.zeros(1, rows, size.hiddenSize());
    T_TensorTensorTensor_T result =
        torch.lstm(
            x,
            new TensorVector(zero, zero),
            new TensorVector(
                List.of(
                        ParameterNames.INPUT,
                        ParameterNames.RECURRENT,
                        ParameterNames.INPUT_BIAS,
                        ParameterNames.RECURRENT_BIAS)
                    .stream()
                    .map(part -> parameters.get(name + part))
                    .toArray(Tensor[]::new)),
            /* has_biases= */ true,
            /* num_layers= */ 1,
            /* dropout= */ 0,
            /* train= */ true,
            /* bidirectional= */ false,
            /* batch_first= */ false);
    return result.get0();
  }

  /** Turns the tokens of each row round and leaves padding where it is. */
  private static Tensor reversed(Tensor values, Batch batch) {
    long width = values.size(2);
    return values
        .reshape((long) batch.tokens() * batch.rows(), width)
        .index_select(0, batch.reversal())
        .reshape(batch.tokens(), batch.rows(), width);
  }

  private Tensor dense(String name, Tensor x) {
    return torch.linear(
        x,
        parameters.get(name + ParameterNames.WEIGHT),
        new TensorOptional(parameters.get(name + ParameterNames.BIAS)));
  }

  private static Tensor cat(Tensor left, Tensor right) {
    return torch.cat(new TensorVector(left, right), 2);
  }

  private static Tensor locked(Tensor values, double share) {
    if (share == 0) {
      return values;
    }
    Tensor kept = torch.empty(1, values.size(1), values.size(2));
    try (Scalar scale = new Scalar(1 / (1 - share))) {
      return values.mul(torch.bernoulli(kept, 1 - share).mul(scale));
    }
  }
}
