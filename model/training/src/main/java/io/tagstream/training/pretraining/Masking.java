package io.tagstream.training.pretraining;

import io.tagstream.training.pretraining.WordPieces.Special;
import io.tagstream.training.transformer.MaskedRow;
import java.util.Arrays;
import java.util.Random;

/**
 * Hides pieces of rows (Devlin et al. 2019): 15 % of those that are not special, of which 80 % are
 * shown as [MASK], 10 % as a random piece and 10 % as they are.
 *
 * @param vocabularySize pieces of the vocabulary
 */
record Masking(int vocabularySize) {
  private static final double SHARE = 0.15;
  private static final double MASK_SHARE = 0.8;
  private static final double RANDOM_SHARE = 0.1;

  /** Hides pieces of a row, at least one. */
  MaskedRow of(PairRow row, Random random) {
    int[] places = places(row, random);
    int[] pieces = new int[places.length];
    int[] shown = row.ids().clone();
    for (int i = 0; i < places.length; i++) {
      pieces[i] = row.ids()[places[i]];
      shown[places[i]] = shown(pieces[i], random);
    }
    return new MaskedRow(row.row(shown), places, pieces, row.follows());
  }

  /** Draws places without putting one back, and sorts them. */
  private static int[] places(PairRow row, Random random) {
    int[] candidates = new int[row.ids().length];
    int count = 0;
    for (int place = 0; place < row.ids().length; place++) {
      if (place != 0 && place != row.second() - 1 && place != row.ids().length - 1) {
        candidates[count++] = place;
      }
    }
    int drawn = (int) Math.max(1, Math.round(SHARE * count));
    for (int i = 0; i < drawn; i++) {
      int other = i + random.nextInt(count - i);
      int place = candidates[other];
      candidates[other] = candidates[i];
      candidates[i] = place;
    }
    return Arrays.stream(candidates, 0, drawn).sorted().toArray();
  }

  private int shown(int piece, Random random) {
    double draw = random.nextDouble();
    if (draw < MASK_SHARE) {
      return Special.MASK.id();
    }
    int special = Special.values().length;
    return draw < MASK_SHARE + RANDOM_SHARE
        ? special + random.nextInt(vocabularySize - special)
        : piece;
  }
}
