package io.tagstream.training;

import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.training.data.LabelSets;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.report.TrainingHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Remembers how a training goes and passes all on to another listener. Owned by one thread. */
final class HistoryRecorder implements TrainingListener {
  private final TrainingListener next;
  private final LongSupplier nanoTime;
  private final List<TrainingHistory.Epoch> epochs = new ArrayList<>();
  private long begin;

  /**
   * Makes a recorder.
   *
   * @param nanoTime the time in nanoseconds since some moment
   */
  HistoryRecorder(TrainingListener next, LongSupplier nanoTime) {
    this.next = next;
    this.nanoTime = nanoTime;
  }

  /** Returns the epochs that have ended. */
  TrainingHistory history() {
    return new TrainingHistory(epochs);
  }

  @Override
  public void started(TrainingData data, LabelSets labels, long parameters) {
    begin = nanoTime.getAsLong();
    next.started(data, labels, parameters);
  }

  @Override
  public void resumed(TrainingHistory history) {
    epochs.addAll(history.epochs());
    next.resumed(history);
  }

  @Override
  public void stepped(Progress progress) {
    next.stepped(progress);
  }

  @Override
  public void evaluated(Progress progress, EvaluationReport dev, boolean best) {
    long end = nanoTime.getAsLong();
    double seconds = (end - begin) / 1e9;
    begin = end;
    epochs.add(
        TrainingHistory.Epoch.of(
            progress.epoch(), progress.loss(), progress.rate(), seconds, dev, best));
    next.evaluated(progress, dev, best);
  }
}
