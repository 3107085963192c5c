package io.tagstream.training.transformer;

import io.tagstream.training.network.Parameters;
import io.tagstream.training.transformer.weights.BertNames;
import io.tagstream.training.transformer.weights.TransformerShape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What a transformer reads: the sum of a row of each of its tables, those of pieces, positions and
 * segments, under a layer norm.
 *
 * @param shape sizes of the tables
 */
record Embeddings(TransformerShape shape) {

  /**
   * Float [B,P,H].
   *
   * @param table the table of pieces, float [V,H], or the rows of it that the ids speak of
   */
  Tensor of(PieceBatch batch, Tensor table, Parameters parameters) {
    if (batch.pieces() > shape.positions()) {
      throw new IllegalArgumentException(
          "row: expected at most %d pieces, as the transformer has positions, found %d; cut it"
              .formatted(shape.positions(), batch.pieces()));
    }
    Tensor sum = torch.embedding(table, batch.ids()).add(positions(batch.pieces(), parameters));
    if (shape.segments() > 0) {
      sum = sum.add(torch.embedding(parameters.get(BertNames.SEGMENTS), batch.segments()));
    }
    return new LayerNorm(BertNames.EMBEDDING_NORM, shape.layerNormEpsilon()).of(sum, parameters);
  }

  /** Float [P,H]. */
  private static Tensor positions(int pieces, Parameters parameters) {
    return parameters.get(BertNames.POSITIONS).narrow(0, 0, pieces);
  }
}
