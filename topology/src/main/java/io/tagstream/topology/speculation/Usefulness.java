package io.tagstream.topology.speculation;

/** Whether enough of what is made ahead is used to go on with it. Belongs to one thread. */
final class Usefulness {
  private static final int SAMPLE = 512;

  private int judged;
  private int useful;

  /** Takes note of an answer; returns whether fewer than half of the latest ones were of use. */
  boolean isPoor(boolean wasUseful) {
    judged++;
    useful += wasUseful ? 1 : 0;
    if (judged < SAMPLE) {
      return false;
    }
    boolean poor = useful < SAMPLE / 2;
    judged = 0;
    useful = 0;
    return poor;
  }
}
