package io.tagstream.training.transformer;

import io.tagstream.training.network.InitialValues;
import io.tagstream.training.network.LinearLayer;
import io.tagstream.training.network.Parameters;
import io.tagstream.training.transformer.weights.BertNames;
import io.tagstream.training.transformer.weights.TransformerShape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The head that names hidden pieces (Devlin et al. 2019): a linear layer, GELU and layer norm, then
 * the products with all rows of the table of pieces, which serves at both ends (Press &amp; Wolf
 * 2017), plus a bias a piece.
 *
 * @param shape sizes of the transformer below
 */
record MaskedPieceHead(TransformerShape shape) {
  private static final LinearLayer DENSE = new LinearLayer("cls.predictions.transform.dense");
  static final String NORM = "cls.predictions.transform.LayerNorm";
  static final String BIAS = "cls.predictions.bias";

  void initialize(Parameters parameters, InitialValues values) {
    DENSE.initialize(
        shape.hidden(), shape.hidden(), parameters, values, LinearLayer.Beginning.NARROW);
    new LayerNorm(NORM, shape.layerNormEpsilon()).initialize(shape.hidden(), parameters);
    parameters.add(BIAS, new float[shape.vocabulary()], shape.vocabulary());
  }

  /** Logits of all pieces for hidden numbers of M places, float [M,H] to [M,V]. */
  Tensor logits(Tensor hidden, Parameters parameters) {
    Tensor made = torch.gelu(DENSE.of(hidden, parameters));
    return torch.linear(
        new LayerNorm(NORM, shape.layerNormEpsilon()).of(made, parameters),
        parameters.get(BertNames.PIECES),
        new TensorOptional(parameters.get(BIAS)));
  }
}
