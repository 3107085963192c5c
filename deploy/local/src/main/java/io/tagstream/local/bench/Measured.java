package io.tagstream.local.bench;

/** Which part of a run counts. */
final class Measured {
  /** Before it is over compilers and caches get warm: an eighth of the events. */
  private static final int WARM_UP_PART = 8;

  /** In it little is left to be read ahead: a tenth of the events. */
  private static final int COOL_DOWN_PART = 10;

  private Measured() {}

  /** Returns how many events of a run are over before any counts. */
  static int warmUp(int events) {
    return events / WARM_UP_PART;
  }

  /** Returns how many events of a run are over when no more counts. */
  static int end(int events) {
    return events - events / COOL_DOWN_PART;
  }
}
