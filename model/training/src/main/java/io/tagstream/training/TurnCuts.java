package io.tagstream.training;

import io.tagstream.training.config.StreamConfig;
import io.tagstream.training.network.TrainingSentence;
import java.util.List;
import java.util.Random;

/**
 * Shows some turns in two pieces, as a stream has them that arrives bit by bit: where they are cut
 * and how far the first piece looks ahead is drawn.
 *
 * @param config the share of the turns, and the right context
 * @param random the only source of chance
 */
record TurnCuts(StreamConfig config, Random random) {

  /** Returns the pieces of a turn: the turn itself, or two. */
  List<TrainingSentence> pieces(TrainingSentence turn) {
    int words = turn.words().size();
    if (config.cut() == 0 || words < 2 || random.nextDouble() >= config.cut()) {
      return List.of(turn);
    }
    int at = 1 + random.nextInt(words - 1);
    int lookahead = random.nextInt(2 * config.rightContext() + 1);
    return turn.cut(at, Math.min(lookahead, words - at));
  }
}
