package io.tagstream.training.transformer;

import io.tagstream.model.transformer.RowTemplate;
import io.tagstream.training.network.NetworkHeads;
import io.tagstream.training.transformer.weights.TransformerShape;

/**
 * What a transformer with heads is made of.
 *
 * @param shape the sizes of the transformer
 * @param heads slot heads over the first piece of each word, class heads over all pieces of a row
 * @param template the special pieces of a row
 * @param maxPieces longest row, special pieces included; words beyond begin another
 * @param unknown the piece that stands for a word that is left out
 */
public record TransformerParts(
    TransformerShape shape, NetworkHeads heads, RowTemplate template, int maxPieces, int unknown) {
  public TransformerParts {
    int positions = shape.positions();
    if (maxPieces <= template.specials() || maxPieces > positions) {
      throw new IllegalArgumentException(
          "longest row: expected from %d to %d pieces, as the transformer has positions, found %d; choose another"
              .formatted(template.specials() + 1, positions, maxPieces));
    }
  }

  /** Returns how many pieces a row has room for beside the special ones. */
  int room() {
    return maxPieces - template.specials();
  }
}
