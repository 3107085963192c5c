package io.tagstream.training.transformer;

import io.tagstream.training.network.ComputeDevice;
import io.tagstream.training.network.RateFactors;
import io.tagstream.training.transformer.weights.BertNames;
import io.tagstream.training.transformer.weights.TransformerShape;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a transformer that was trained before learns something new.
 *
 * @param headRate what the learning rate is multiplied by for heads, which begin from nothing
 * @param layerDecay what the rate of a layer is multiplied by for the one below it, and that of the
 *     lowest for the embeddings (Howard &amp; Ruder 2018)
 * @param frozenLayers lowest layers that stay as they are, and the embeddings with them
 * @param frozenEmbeddings whether the embeddings stay as they are
 * @param attentionDropout share of the weights of attention that is left out
 * @param partPieces most pieces, as {@link StepParts} counts them, that are learned from at once; a
 *     batch that has more comes in parts before a step
 * @param device what it is computed on
 */
public record FineTuning(
    double headRate,
    double layerDecay,
    int frozenLayers,
    boolean frozenEmbeddings,
    double attentionDropout,
    int partPieces,
    ComputeDevice device) {
  private static final Pattern LAYER = Pattern.compile("encoder\\.layer\\.(\\d+)\\..*");

  /** Returns the rates of the parameters of a transformer and its heads. */
  RateFactors rates(TransformerShape shape) {
    return name -> rate(name, shape.layers());
  }

  private double rate(String name, int layers) {
    int depth = depth(name);
    if (depth < 0) {
      return headRate;
    }
    boolean frozen = depth == 0 ? frozenEmbeddings || frozenLayers > 0 : depth <= frozenLayers;
    return frozen ? 0 : Math.pow(layerDecay, layers - (double) depth);
  }

  /** 0 for embeddings, 1 for the lowest layer, -1 for heads. */
  private static int depth(String name) {
    Matcher layer = LAYER.matcher(name);
    if (layer.matches()) {
      return 1 + Integer.parseInt(layer.group(1));
    }
    return name.startsWith(BertNames.EMBEDDINGS) ? 0 : -1;
  }
}
