package io.tagstream.training.network;

import io.tagstream.model.decode.CrfParameters;
import io.tagstream.training.onnx.RecurrentWeights;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A network that is being trained, with its optimizer (Adam, Kingma &amp; Ba 2015) and a running
 * average of its parameters, which is what is used in the end. Used by one thread, the same one
 * throughout; whoever made it closes it.
 */
public final class TaggerNetwork implements AutoCloseable {
  private static final int UNKNOWN_WORD = 1;

  private final NetworkSize size;
  private final Optimization optimization;
  private final Random random;
  private final Parameters parameters;
  private final Parameters average;
  private final TensorVector vector;
  private final Adam adam;
  private long steps;

  /**
   * Makes a network with random parameters. Also seeds libtorch's own random numbers and sets its
   * number of threads, which are global: two networks cannot be trained at once in one process.
   *
   * @param size how large it is
   * @param optimization how it is trained
   * @param seed the same seed, data and machine give the same network
   */
  public TaggerNetwork(NetworkSize size, Optimization optimization, long seed) {
    this.size = size;
    this.optimization = optimization;
    this.random = new Random(seed);
    torch.set_num_threads(optimization.threads());
    torch.manual_seed(seed);
    parameters = InitialValues.of(size, seed);
    average = parameters.copy();
    vector = parameters.vector();
    try (AdamOptions options = new AdamOptions(0)) {
      adam = new Adam(vector, options);
    }
  }

  /** Returns how many numbers are trained. */
  public long parameterCount() {
    return parameters.count();
  }

  /**
   * Takes one step down the gradient.
   *
   * @param sentences the batch, at least one sentence
   * @param learningRate how far to step
   * @return mean loss of a sentence
   */
  @SuppressWarnings("try") // scopes work by being open
  public double step(List<TrainingSentence> sentences, double learningRate) {
    try (PointerScope scope = new PointerScope()) {
      adam.param_groups().get(0).options().set_lr(learningRate);
      adam.zero_grad();
      Tensor loss = loss(sentences, optimization.dropout());
      loss.backward();
      torch.clip_grad_norm_(vector, optimization.clip());
      adam.step();
      steps++;
      try (NoGradGuard noGradient = new NoGradGuard()) {
        // Early on a long memory would mostly remember the random beginning.
        double decay = Math.min(optimization.averageDecay(), (1.0 + steps) / (10.0 + steps));
        average.approach(parameters, 1 - decay);
      }
      return loss.item_float();
    }
  }

  /** Mean loss of a sentence: that of its tags plus that of its class. */
  private Tensor loss(List<TrainingSentence> sentences, Dropout dropout) {
    Batch batch = Batch.of(sentences, wordDropout(dropout.word()));
    ForwardPass pass = new ForwardPass(size, parameters, dropout);
    Tensor hidden = pass.hidden(batch);
    Tensor loss = null;
    if (size.tagCount() > 0) {
      Tensor sum = new CrfLoss(parameters).of(pass.tagLogits(hidden), batch, sentences);
      loss = sum.mul(new Scalar(1.0 / sentences.size()));
    }
    if (size.classCount() > 0) {
      Tensor classes =
          torch.cross_entropy_loss(pass.classLogits(hidden, batch), Batch.labels(sentences));
      loss = loss == null ? classes : loss.add(classes);
    }
    if (loss == null) {
      throw new IllegalStateException("network: expected a slot head or a class head");
    }
    return loss;
  }

  private IntUnaryOperator wordDropout(double share) {
    return share == 0 ? word -> word : word -> random.nextDouble() < share ? UNKNOWN_WORD : word;
  }

  /** Returns the forward pass of the averaged parameters, without dropout. */
  ForwardPass evaluation() {
    return new ForwardPass(size, average, Dropout.NONE);
  }

  /** Returns the averaged parameters. */
  public RecurrentWeights weights() {
    return new WeightReader(average, size).weights();
  }

  /** Returns the averaged parameters of the CRF, or {@code null} without slot head. */
  public @Nullable CrfParameters crf() {
    return size.tagCount() == 0 ? null : new WeightReader(average, size).crf();
  }

  @Override
  public void close() {
    adam.close();
    vector.close();
    parameters.close();
    average.close();
  }
}
