package io.tagstream.model.evaluation.incremental;

/** Counts what streams said event by event. Owned by one thread. */
final class EditCounts {
  private long events;
  private long spans;
  private long sentences;
  private long firstClasses;
  private long otherClasses;

  void event() {
    events++;
  }

  void span() {
    spans++;
  }

  void sentence() {
    sentences++;
  }

  void firstClass() {
    firstClasses++;
  }

  void otherClass() {
    otherClasses++;
  }

  EditScores scores() {
    return new EditScores(
        events,
        StabilityScorer.ratio(spans + sentences, events),
        StabilityScorer.ratio(spans, events),
        StabilityScorer.ratio(otherClasses, firstClasses + otherClasses));
  }
}
