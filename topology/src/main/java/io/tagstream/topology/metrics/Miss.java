package io.tagstream.topology.metrics;

import java.util.Locale;

/** Why a record was tagged on the spot. */
public enum Miss {
  /** It was polled before its task was ready, or its topic was not known to be tagged. */
  NOT_POLLED,
  /** What came to the processor is not what was polled. */
  OTHER_RECORD,
  /** Its stream is not in the state that its answer goes on from. */
  OTHER_STATE,
  /** Another model is in force. */
  OTHER_MODEL,
  /** It becomes a dead letter. */
  REJECTED,
  /** It could not be tagged ahead, for a reason that is none of its own. */
  FAILED;

  /** Returns the reason as metrics name it. */
  String metricName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
