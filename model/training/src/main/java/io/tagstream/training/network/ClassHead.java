package io.tagstream.training.network;

import io.tagstream.training.network.LinearLayer.Beginning;
import io.tagstream.training.onnx.ClassHeadWeights;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A head that scores the classes of a sentence: its tokens are pooled, then a linear layer.
 *
 * @param classCount classes C
 * @param pooling what makes one vector of those of the tokens
 * @param attentionWidth width of the projection that attention is computed on
 */
public record ClassHead(int classCount, ClassPooling pooling, int attentionWidth) {
  private static final double FAR_BELOW_ANY_SCORE = -1e9;

  void initialize(String name, Parameters parameters, InitialValues values, int hiddenSize) {
    if (pooling == ClassPooling.ATTENTION) {
      attention(name).initialize(attentionWidth, hiddenSize, parameters, values, Beginning.UNIFORM);
      parameters.addWeight(
          query(name),
          values.uniform(attentionWidth, 1 / Math.sqrt(attentionWidth)),
          1,
          attentionWidth);
    }
    if (pooling == ClassPooling.POOLER) {
      pooler(name).initialize(hiddenSize, hiddenSize, parameters, values, Beginning.UNIFORM);
    }
    classes(name).initialize(classCount, hiddenSize, parameters, values, Beginning.UNIFORM);
  }

  /**
   * Logits of the classes, float [B,C].
   *
   * @param hidden float [T,B,hidden]
   * @param mask float [T,B,1]: 1 for tokens, 0 for padding
   */
  public Tensor logits(String name, Tensor hidden, Tensor mask, Parameters parameters) {
    Tensor pooled =
        switch (pooling) {
          case ATTENTION -> attended(name, hidden, mask, parameters);
          case MEAN -> hidden.mul(mask).sum(0).div(mask.sum(0));
          case MAX -> onTokens(hidden, mask).amax(new long[] {0}, false);
          case FIRST -> hidden.select(0, 0);
          case POOLER -> pooler(name).of(hidden.select(0, 0), parameters).tanh();
        }; // [B,hidden]
    return classes(name).of(pooled, parameters);
  }

  private Tensor attended(String name, Tensor hidden, Tensor mask, Parameters parameters) {
    Tensor projected = attention(name).of(hidden, parameters).tanh(); // [T,B,A]
    Tensor scores = torch.linear(projected, parameters.get(query(name)));
    Tensor weights = onTokens(scores, mask).softmax(0); // [T,B,1]
    return hidden.mul(weights).sum(0);
  }

  private static Tensor onTokens(Tensor values, Tensor mask) {
    Tensor padding = mask.eq(new Scalar(0));
    return values.masked_fill(padding, new Scalar(FAR_BELOW_ANY_SCORE));
  }

  /**
   * The loss of the class.
   *
   * @param smoothing share of the right class that is spread over all classes
   * @param weights what a sentence of each class counts; {@code null} for 1 each
   */
  CrossEntropy loss(double smoothing, float @Nullable [] weights) {
    return new CrossEntropy(smoothing, weights);
  }

  /** Copies the weights out of native memory. */
  public ClassHeadWeights read(String name, Parameters parameters) {
    ClassHeadWeights.Pooling weights =
        switch (pooling) {
          case ATTENTION ->
              new ClassHeadWeights.Attention(
                  attention(name).read(parameters), parameters.values(query(name)));
          case MEAN -> new ClassHeadWeights.Mean();
          case MAX -> new ClassHeadWeights.Max();
          case FIRST -> new ClassHeadWeights.First();
          case POOLER -> new ClassHeadWeights.Pooler(pooler(name).read(parameters));
        };
    return new ClassHeadWeights(weights, classes(name).read(parameters));
  }

  private static LinearLayer attention(String name) {
    return new LinearLayer(prefix(name) + ".attention");
  }

  private static LinearLayer pooler(String name) {
    return new LinearLayer(prefix(name) + ".pooler");
  }

  private static LinearLayer classes(String name) {
    return new LinearLayer(prefix(name));
  }

  private static String query(String name) {
    return prefix(name) + ".attention.query";
  }

  private static String prefix(String name) {
    return "classes." + name;
  }
}
