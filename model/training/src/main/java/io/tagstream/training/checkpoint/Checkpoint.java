package io.tagstream.training.checkpoint;

import io.tagstream.training.network.NetworkNumbers;
import io.tagstream.training.network.NetworkState;
import io.tagstream.training.report.TrainingHistory;
import java.util.Objects;

/**
 * A training after an epoch.
 *
 * @param identity what it is a training of
 * @param history how its epochs went, at least one
 * @param steps steps taken
 * @param sentences sentences learned from
 * @param network the network after the last epoch
 * @param bestWeights the weights of the best epoch
 */
public record Checkpoint(
    TrainingIdentity identity,
    TrainingHistory history,
    long steps,
    long sentences,
    NetworkNumbers network,
    NetworkState bestWeights) {

  /** Returns how many epochs have ended. */
  public int epochs() {
    return history.epochs().size();
  }

  /** Returns the number of the best epoch, from 1. */
  public int best() {
    return Objects.requireNonNull(history.best()).number();
  }
}
