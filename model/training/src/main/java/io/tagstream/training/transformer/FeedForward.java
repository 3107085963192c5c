package io.tagstream.training.transformer;

import io.tagstream.training.network.LinearLayer;
import io.tagstream.training.network.Parameters;
import io.tagstream.training.transformer.weights.BertNames.LayerPart;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The feed-forward block of a layer, each piece by itself: two linear layers and between them GELU,
 * x (1 + erf(x / sqrt(2))) / 2 (Hendrycks &amp; Gimpel 2016).
 *
 * @param layer layer, from 0
 */
record FeedForward(int layer) {

  /** Float [B,P,H] to the same. */
  Tensor of(Tensor x, Parameters parameters) {
    Tensor inner = torch.gelu(new LinearLayer(LayerPart.INTERMEDIATE.in(layer)).of(x, parameters));
    return new LinearLayer(LayerPart.OUTPUT.in(layer)).of(inner, parameters);
  }
}
