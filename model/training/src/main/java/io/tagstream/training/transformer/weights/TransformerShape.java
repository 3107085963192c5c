package io.tagstream.training.transformer.weights;

import io.tagstream.training.transformer.weights.BertNames.LayerPart;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sizes of a transformer encoder as BERT has it (Devlin et al. 2019): layer norm after each
 * block, and GELU with the error function in the feed-forward blocks (Hendrycks &amp; Gimpel 2016).
 *
 * @param vocabulary pieces, V
 * @param positions longest row, in pieces
 * @param segments rows of the table of segments; 0 for no such table
 * @param layers layers, L
 * @param heads attention heads of a layer; they share the hidden numbers evenly
 * @param hidden numbers that stand for a piece, H
 * @param intermediate numbers between the two linear layers of a feed-forward block, I
 * @param layerNormEpsilon what layer norms add to the variance
 * @param positionKind what tells where a piece stands
 */
public record TransformerShape(
    int vocabulary,
    int positions,
    int segments,
    int layers,
    int heads,
    int hidden,
    int intermediate,
    double layerNormEpsilon,
    PositionKind positionKind) {
  private static final int MOST_SEGMENTS = 2;

  public TransformerShape {
    verify(vocabulary >= 1, "vocabulary", "at least 1", vocabulary);
    verify(positions >= 1, "positions", "at least 1", positions);
    verify(segments >= 0 && segments <= MOST_SEGMENTS, "segments", "0, 1 or 2", segments);
    verify(layers >= 1, "layers", "at least 1", layers);
    verify(hidden >= 1, "hidden size", "at least 1", hidden);
    verify(
        heads >= 1 && hidden % heads == 0,
        "heads",
        "a divisor of the hidden size, " + hidden,
        heads);
    verify(intermediate >= 1, "intermediate size", "at least 1", intermediate);
    verify(
        layerNormEpsilon > 0 && layerNormEpsilon < 1,
        "layer norm epsilon",
        "a number above 0 and below 1",
        layerNormEpsilon);
  }

  private static void verify(boolean holds, String subject, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s of the transformer: expected %s, found %s; give other sizes"
              .formatted(subject, expected, found));
    }
  }

  /** Returns how many of the hidden numbers a head reads. */
  public int headSize() {
    return hidden / heads;
  }

  /**
   * Returns the dimensions of all tensors by BERT's names, in the order of the forward pass. A
   * table of positions is among them whatever the kind.
   */
  public Map<String, List<Integer>> tensors() {
    Map<String, List<Integer>> tensors = new LinkedHashMap<>();
    tensors.put(BertNames.PIECES, List.of(vocabulary, hidden));
    tensors.put(BertNames.POSITIONS, List.of(positions, hidden));
    if (segments > 0) {
      tensors.put(BertNames.SEGMENTS, List.of(segments, hidden));
    }
    putNorm(BertNames.EMBEDDING_NORM, tensors);
    for (int layer = 0; layer < layers; layer++) {
      putLinear(LayerPart.QUERY.in(layer), hidden, hidden, tensors);
      putLinear(LayerPart.KEY.in(layer), hidden, hidden, tensors);
      putLinear(LayerPart.VALUE.in(layer), hidden, hidden, tensors);
      putLinear(LayerPart.ATTENTION_OUTPUT.in(layer), hidden, hidden, tensors);
      putNorm(LayerPart.ATTENTION_NORM.in(layer), tensors);
      putLinear(LayerPart.INTERMEDIATE.in(layer), intermediate, hidden, tensors);
      putLinear(LayerPart.OUTPUT.in(layer), hidden, intermediate, tensors);
      putNorm(LayerPart.OUTPUT_NORM.in(layer), tensors);
    }
    return Collections.unmodifiableMap(tensors);
  }

  private void putNorm(String part, Map<String, List<Integer>> tensors) {
    tensors.put(BertNames.weight(part), List.of(hidden));
    tensors.put(BertNames.bias(part), List.of(hidden));
  }

  private static void putLinear(String part, int out, int in, Map<String, List<Integer>> tensors) {
    tensors.put(BertNames.weight(part), List.of(out, in));
    tensors.put(BertNames.bias(part), List.of(out));
  }
}
