package io.tagstream.topology.speculation;

import io.tagstream.topology.metrics.Miss;
import io.tagstream.topology.speculation.PolledText.Stage;
import io.tagstream.topology.tagging.TaggingAnswer;
import io.tagstream.topology.tagging.TaggingInput;
import org.jspecify.annotations.Nullable;

/**
 * How far a polled record had come at some moment.
 *
 * @param input what the answer was made from; null without one, as is the answer
 * @param miss why there will be none; null unless it has failed
 */
record Progress(
    Stage stage,
    @Nullable TaggingInput input,
    @Nullable TaggingAnswer answer,
    @Nullable Miss miss) {

  /** Returns how far a record has come; it has failed if it goes on from a wrong state. */
  static Progress of(PolledText text) {
    return text.stage == Stage.RUNNING && text.isOutdated()
        ? new Progress(Stage.FAILED, null, null, Miss.OTHER_STATE)
        : new Progress(text.stage, text.input, text.answer, text.miss);
  }

  /** Returns whether nothing more will become of it. */
  boolean isOver() {
    return stage != Stage.WAITING && stage != Stage.RUNNING;
  }
}
