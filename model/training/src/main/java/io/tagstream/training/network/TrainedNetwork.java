package io.tagstream.training.network;

import io.tagstream.model.decode.CrfParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network that is being trained, with its optimizer and a running average of its parameters,
 * which is what is used in the end. Used by one thread, the same one throughout; whoever made it
 * closes it.
 */
public interface TrainedNetwork extends AutoCloseable {

  /**
   * Begins everything random in the steps to come anew, libtorch's part too; so an epoch can be
   * trained the same in another process.
   */
  void seed(long seed);

  /** Returns how many numbers are trained. */
  long parameterCount();

  /** Returns how long a stream is, in what a step costs by: words, unless the network says else. */
  default int length(TrainingStream stream) {
    return stream.words();
  }

  /**
   * Takes one step down the gradient.
   *
   * @param streams the batch, at least one stream
   * @param learningRate how far to step
   * @return mean loss of a sentence
   * @throws TrainingDivergedException if the loss or its gradient is not finite; the parameters are
   *     those of the step before then
   */
  double step(List<TrainingStream> streams, double learningRate);

  /** Returns everything that {@link #restore} needs to go on from here. */
  NetworkState state();

  /** Returns the same, to be read tensor by tensor before the next step. */
  NetworkNumbers numbers();

  /**
   * Goes back to a state of a network of the same parts.
   *
   * @throws IllegalArgumentException if the network was made of others
   */
  void restore(NetworkState state);

  /** Returns the averaged parameters, for {@link #restoreAverage}. */
  NetworkState averageState();

  /** Makes earlier averaged parameters the ones that are read and used. Training ends with this. */
  void restoreAverage(NetworkState state);

  /** Returns the averaged parameters of the CRF of a slot head, or {@code null} without CRF. */
  @Nullable CrfParameters crf(String slotHead);

  /** Gives back native memory. */
  @Override
  void close();
}
