package io.tagstream.topology.tagging;

import io.tagstream.model.Tagger;

/** A text that has been read and waits for its model. */
interface PendingText {
  /** Returns the model, open as long as its lease. */
  Tagger tagger();

  /** Returns the text itself; empty where a stream ends without one. */
  String content();
}
