package io.tagstream.topology.speculation;

import io.tagstream.topology.speculation.Speculation.Stage;
import io.tagstream.topology.tagging.TaggingAnswer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The records of one key whose turn has not come yet: each goes on from the state that the one
 * before leaves, so one at a time can be computed. Guarded by the lock of the {@link Backlog}.
 */
final class StreamChain {
  final Deque<Speculation> texts = new ArrayDeque<>();

  /** Goes up when a prediction was wrong; what was begun before is worth nothing. */
  int version;

  /** Returns the one to compute next, or null if there is none or one is being computed. */
  @Nullable Speculation next() {
    TaggingAnswer before = null;
    for (Speculation text : texts) {
      if (text.stage != Stage.DONE) {
        if (text.stage != Stage.WAITING || text.ready) {
          return null;
        }
        text.streamKnown = before != null;
        text.stream = before == null ? null : before.streamAfter();
        return text;
      }
      before = text.answer;
    }
    return null;
  }
}
