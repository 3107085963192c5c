package io.tagstream.training.checkpoint;

import io.tagstream.training.network.NetworkState;
import io.tagstream.training.report.PretrainingHistory;

/**
 * A pre-training after an evaluation.
 *
 * @param identity what it is a pre-training of
 * @param history how it went, at least one evaluation
 * @param network the network after the last step
 */
public record PretrainingCheckpoint(
    TrainingIdentity identity, PretrainingHistory history, NetworkState network) {}
