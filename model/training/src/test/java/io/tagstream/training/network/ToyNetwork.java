package io.tagstream.training.network;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.model.recurrent.WordIds;
import java.util.Map;

/** The parts of a network so small that its numbers can be computed in a test. */
final class ToyNetwork {
  static final String HEAD = "toy";
  static final int WORDS = 40;
  static final int WIDTH = 6;
  static final int HIDDEN = 8;
  static final int TAGS = 5;
  static final int CLASSES = 2;

  private ToyNetwork() {}

  /** Two residual layers of each direction under a head of tags and one of classes. */
  static NetworkParts parts(
      Cell cell, Direction direction, DecoderKind decoder, ClassPooling pooling) {
    return new NetworkParts(
        new TokenInput(
            new WordTable(WORDS, WIDTH), new AffixTable(16, 2, 3), new CharacterFilters(9, 4, 5)),
        new RecurrentStack(cell, direction, /* layers= */ 2, /* residual= */ true, HIDDEN),
        Map.of(HEAD, new SlotHead(TAGS, decoder, null)),
        Map.of(HEAD, new ClassHead(CLASSES, pooling, 4)));
  }

  /** A word whose features follow from its id. */
  static WordIds word(int id) {
    return new WordIds(id, new int[] {id % 16, id % 7}, new int[] {1 + id % 8, 1 + id % 3});
  }
}
