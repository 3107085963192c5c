package io.tagstream.training.network;

import io.tagstream.training.onnx.ClassHeadWeights;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A head that scores the classes of a sentence: attention over its tokens, then a linear layer.
 *
 * @param classCount classes C
 * @param attentionWidth width of the projection that attention is computed on
 */
public record ClassHead(int classCount, int attentionWidth) {
  private static final double FAR_BELOW_ANY_SCORE = -1e9;

  void initialize(String name, Parameters parameters, InitialValues values, int hiddenSize) {
    attention(name, hiddenSize).initialize(parameters, values);
    parameters.add(
        query(name),
        values.uniform(attentionWidth, 1 / Math.sqrt(attentionWidth)),
        1,
        attentionWidth);
    classes(name, hiddenSize).initialize(parameters, values);
  }

  /**
   * Logits of the classes, float [B,C].
   *
   * @param hidden float [T,B,hidden]
   * @param mask float [T,B,1]: 1 for tokens, 0 for padding
   */
  Tensor logits(String name, Tensor hidden, Tensor mask, Parameters parameters) {
    int hiddenSize = Math.toIntExact(hidden.size(2));
    Tensor projected = attention(name, hiddenSize).of(hidden, parameters).tanh(); // [T,B,A]
    Tensor scores = torch.linear(projected, parameters.get(query(name)));
    Tensor padding = mask.eq(new Scalar(0));
    Tensor weights =
        scores.masked_fill(padding, new Scalar(FAR_BELOW_ANY_SCORE)).softmax(0); // [T,B,1]
    return classes(name, hiddenSize).of(hidden.mul(weights).sum(0), parameters);
  }

  ClassHeadWeights read(String name, Parameters parameters, int hiddenSize) {
    return new ClassHeadWeights(
        attention(name, hiddenSize).read(parameters),
        parameters.values(query(name)),
        classes(name, hiddenSize).read(parameters));
  }

  private LinearLayer attention(String name, int hiddenSize) {
    return new LinearLayer(prefix(name) + ".attention", attentionWidth, hiddenSize);
  }

  private LinearLayer classes(String name, int hiddenSize) {
    return new LinearLayer(prefix(name), classCount, hiddenSize);
  }

  private static String query(String name) {
    return prefix(name) + ".attention.query";
  }

  private static String prefix(String name) {
    return "classes." + name;
  }
}
