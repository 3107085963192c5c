package io.tagstream.model.decode;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.TaggingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the class of a sentence of logits: {@link ClassScores}. Immutable, safe for use by several
 * threads at once.
 */
public final class ClassDecoder {
  private final List<String> labels;
  private final ClassScores kind;

  /** Makes a decoder of classes of which one is true, in the order of the logits. */
  public ClassDecoder(List<String> labels) {
    this(labels, ClassScores.SOFTMAX);
  }

  /** Makes a decoder of the classes in the order of the logits. */
  public ClassDecoder(List<String> labels, ClassScores kind) {
    this.labels = List.copyOf(labels);
    this.kind = kind;
  }

  /** Returns the classes in the order of the logits. */
  public List<String> labels() {
    return labels;
  }

  /**
   * Finds the most probable class; of several the first.
   *
   * @param logits [C]
   * @throws TaggingException if the shape is wrong or a number is not finite
   */
  public SentenceClass decode(float[] logits) {
    if (logits.length != labels.size()) {
      throw new TaggingException(
          "class logits: expected "
              + labels.size()
              + ", found "
              + logits.length
              + "; the graph is not the one of these labels",
          null);
    }
    FiniteLogits.verify("class logits", logits);
    int best = Softmax.largest(logits);
    float[] values = kind == ClassScores.SIGMOID ? sigmoids(logits) : Softmax.of(logits);
    Map<String, Float> scores = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      scores.put(labels.get(i), values[i]);
    }
    return new SentenceClass(labels.get(best), values[best], scores);
  }

  private static float[] sigmoids(float[] logits) {
    float[] values = new float[logits.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (1 / (1 + Math.exp(-logits[i])));
    }
    return values;
  }
}
