package io.tagstream.training.transformer;

import io.tagstream.training.network.InitialValues;
import io.tagstream.training.network.Parameters;
import io.tagstream.training.transformer.weights.BertNames;
import io.tagstream.training.transformer.weights.BertNames.LayerPart;
import io.tagstream.training.transformer.weights.PositionKind;
import io.tagstream.training.transformer.weights.SinusoidalPositions;
import io.tagstream.training.transformer.weights.TransformerShape;
import io.tagstream.training.transformer.weights.TransformerWeights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A transformer encoder (Vaswani et al. 2017) as BERT has it (Devlin et al. 2019): a layer norm
 * stands after each block and its residual connection. Its parameters have BERT's names. All
 * tensors live in the pointer scope of the caller.
 *
 * @param shape its sizes
 */
public record Transformer(TransformerShape shape) {
  private static final Set<String> TABLES =
      Set.of(BertNames.PIECES, BertNames.POSITIONS, BertNames.SEGMENTS);

  /** Adds random parameters: weights and tables around 0, norms that change nothing, no bias. */
  public void initialize(Parameters parameters, InitialValues values) {
    shape
        .tensors()
        .forEach(
            (name, dimensions) -> {
              float[] numbers = new float[dimensions.stream().reduce(1, Math::multiplyExact)];
              if (dimensions.size() == 2) {
                numbers = values.narrow(numbers.length);
              } else if (name.endsWith("LayerNorm.weight")) {
                Arrays.fill(numbers, 1);
              }
              add(name, numbers, dimensions, parameters);
            });
  }

  /**
   * Adds given parameters.
   *
   * @throws IllegalArgumentException if they are of another shape
   */
  public void initialize(Parameters parameters, TransformerWeights weights) {
    if (!weights.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "weights: expected those of %s, found those of %s; make the transformer in their shape"
              .formatted(shape, weights.shape()));
    }
    shape
        .tensors()
        .forEach((name, dimensions) -> add(name, weights.values(name), dimensions, parameters));
  }

  /** Weight decay is for the weights of linear layers. A sinusoidal table is a constant. */
  private void add(String name, float[] values, List<Integer> dimensions, Parameters parameters) {
    long[] sizes = dimensions.stream().mapToLong(Integer::longValue).toArray();
    if (name.equals(BertNames.POSITIONS) && shape.positionKind() == PositionKind.SINUSOIDAL) {
      float[] table = SinusoidalPositions.table(shape.positions(), shape.hidden());
      parameters.addConstant(name, table, sizes);
    } else if (sizes.length == 2 && !TABLES.contains(name)) {
      parameters.addWeight(name, values, sizes);
    } else {
      parameters.add(name, values, sizes);
    }
  }

  /** Copies the parameters out. */
  public TransformerWeights read(Parameters parameters) {
    Map<String, float[]> tensors = new LinkedHashMap<>();
    for (String name : shape.tensors().keySet()) {
      tensors.put(name, parameters.values(name));
    }
    return new TransformerWeights(shape, tensors);
  }

  /** Hidden numbers of the last layer, float [B,P,H]; those of padding mean nothing. */
  public Tensor hidden(PieceBatch batch, Parameters parameters, TransformerDropout dropout) {
    return hidden(batch, parameters.get(BertNames.PIECES), parameters, dropout);
  }

  /**
   * The same with the rows of the table of pieces that the ids of the batch speak of.
   *
   * @param table float [rows,H]
   */
  public Tensor hidden(
      PieceBatch batch, Tensor table, Parameters parameters, TransformerDropout dropout) {
    Tensor x = new Embeddings(shape).of(batch, table, parameters);
    x = dropped(x, dropout);
    for (int layer = 0; layer < shape.layers(); layer++) {
      Tensor read =
          new Attention(layer, shape.heads())
              .of(x, batch.padding(), dropout.attention(), parameters);
      x = residual(LayerPart.ATTENTION_NORM.in(layer), x, dropped(read, dropout), parameters);
      Tensor made = new FeedForward(layer).of(x, parameters);
      x = residual(LayerPart.OUTPUT_NORM.in(layer), x, dropped(made, dropout), parameters);
    }
    return x;
  }

  /** What goes round a block added to what comes out of it, under a layer norm, float [B,P,H]. */
  Tensor residual(String norm, Tensor x, Tensor made, Parameters parameters) {
    return new LayerNorm(norm, shape.layerNormEpsilon()).of(x.add(made), parameters);
  }

  private static Tensor dropped(Tensor x, TransformerDropout dropout) {
    return dropout.hidden() == 0 ? x : torch.dropout(x, dropout.hidden(), /* train= */ true);
  }
}
