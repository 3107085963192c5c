package io.tagstream.training.transformer;

import io.tagstream.training.network.LinearLayer;
import io.tagstream.training.network.Parameters;
import io.tagstream.training.transformer.weights.BertNames.LayerPart;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Multi-head self-attention (Vaswani et al. 2017, section 3.2): the pieces of a row read each
 * other, in every head by other numbers, and a linear layer mixes what the heads found.
 *
 * @param layer layer, from 0
 * @param heads N
 */
record Attention(int layer, int heads) {

  /**
   * Float [B,P,H] to the same.
   *
   * @param padding what is added to the scores, float [B,1,1,P], or {@code null} for nothing
   * @param dropout share of the weights of attention that is left out
   */
  Tensor of(Tensor x, @Nullable Tensor padding, double dropout, Parameters parameters) {
    Tensor query = split(new LinearLayer(LayerPart.QUERY.in(layer)).of(x, parameters));
    Tensor key = split(new LinearLayer(LayerPart.KEY.in(layer)).of(x, parameters));
    Tensor value = split(new LinearLayer(LayerPart.VALUE.in(layer)).of(x, parameters));
    Tensor found = scaledDotProduct(query, key, value, padding, dropout); // [B,N,P,H/N]
    Tensor joined = found.transpose(1, 2).reshape(x.size(0), x.size(1), x.size(2));
    return new LinearLayer(LayerPart.ATTENTION_OUTPUT.in(layer)).of(joined, parameters);
  }

  /** Float [B,P,H] to [B,N,P,H/N]. */
  private Tensor split(Tensor x) {
    return x.view(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
  }

  /**
   * softmax(Q K^T / sqrt(d) + padding) V, float [B,N,P,d].
   *
   * @param query float [B,N,P,d], as key and value
   */
  static Tensor scaledDotProduct(
      Tensor query, Tensor key, Tensor value, @Nullable Tensor padding, double dropout) {
    return torch.scaled_dot_product_attention(
        query,
        key,
        value,
        padding == null ? new TensorOptional() : new TensorOptional(padding),
        dropout,
        /* is_causal= */ false,
        new DoubleOptional(),
        /* enable_gqa= */ false);
  }
}
