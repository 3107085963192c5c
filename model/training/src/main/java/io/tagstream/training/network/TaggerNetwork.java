package io.tagstream.training.network;

import io.tagstream.model.decode.CrfParameters;
import io.tagstream.training.onnx.RecurrentWeights;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A network that is being trained, with its optimizer and a running average of its parameters,
 * which is what is used in the end. Used by one thread, the same one throughout; whoever made it
 * closes it.
 */
public final class TaggerNetwork implements AutoCloseable {
  private static final int UNKNOWN_WORD = 1;
  private static final String CURRENT = "current/";
  private static final String AVERAGE = "average/";
  private static final String STEPS = "steps";

  private final NetworkParts parts;
  private final Optimization optimization;
  private final Random random = new Random();
  private final Parameters parameters;
  private final Parameters average;
  private final TensorVector vector;
  private final AdamOptimizer optimizer;
  private final Losses losses;
  private long steps;

  /**
   * Makes a network with random parameters. Also seeds libtorch's own random numbers and sets its
   * number of threads, which are global: two networks cannot be trained at once in one process.
   *
   * @param parts what it is made of
   * @param optimization how it is trained
   * @param weights what a sentence of each class counts
   * @param seed the same seed, data and machine give the same network
   */
  public TaggerNetwork(
      NetworkParts parts, Optimization optimization, ClassWeights weights, long seed) {
    this.parts = parts;
    this.optimization = optimization;
    torch.set_num_threads(optimization.threads());
    seed(seed);
    parameters = parts.parameters(new InitialValues(seed));
    average = parameters.copy();
    vector = parameters.vector();
    optimizer = new AdamOptimizer(parameters, optimization);
    losses = new Losses(parameters, optimization.smoothing(), weights);
  }

  /**
   * Begins everything random in the steps to come anew, libtorch's part too; so an epoch can be
   * trained the same in another process.
   */
  public void seed(long seed) {
    random.setSeed(seed);
    torch.manual_seed(seed);
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
      Tensor loss = loss(sentences, optimization.dropout());
      loss.backward();
      torch.clip_grad_norm_(vector, optimization.clip());
      optimizer.step(learningRate);
      steps++;
      try (NoGradGuard noGradient = new NoGradGuard()) {
        // Early on a long memory would mostly remember the random beginning.
        double decay = Math.min(optimization.averageDecay(), (1.0 + steps) / (10.0 + steps));
        average.approach(parameters, 1 - decay);
      }
      return loss.item_float();
    }
  }

  private Tensor loss(List<TrainingSentence> sentences, Dropout dropout) {
    Batch batch = Batch.of(sentences, wordDropout(dropout.word()));
    ForwardPass pass = new ForwardPass(parts, parameters, dropout);
    return new NetworkLoss(parts, losses).of(pass, batch, sentences);
  }

  private IntUnaryOperator wordDropout(double share) {
    return share == 0 ? word -> word : word -> random.nextDouble() < share ? UNKNOWN_WORD : word;
  }

  /** Returns the forward pass of the averaged parameters, without dropout. */
  ForwardPass evaluation() {
    return new ForwardPass(parts, average, Dropout.NONE);
  }

  /** Returns everything that {@link #restore} needs to go on from here. */
  public NetworkState state() {
    NetworkState.Collector state = new NetworkState.Collector();
    state.add(CURRENT, parameters);
    state.add(AVERAGE, average);
    state.add(STEPS, steps);
    optimizer.collect(state);
    return state.state();
  }

  /**
   * Goes back to a state of a network of the same parts.
   *
   * @throws IllegalArgumentException if the network was made of others
   */
  public void restore(NetworkState state) {
    state.restore(CURRENT, parameters);
    state.restore(AVERAGE, average);
    optimizer.restore(state);
    steps = state.count(STEPS);
  }

  /** Returns the averaged parameters, for {@link #restoreAverage}. */
  public NetworkState averageState() {
    NetworkState.Collector state = new NetworkState.Collector();
    state.add(AVERAGE, average);
    return state.state();
  }

  /** Makes earlier averaged parameters the ones that are read and used. Training ends with this. */
  public void restoreAverage(NetworkState state) {
    state.restore(AVERAGE, average);
  }

  /**
   * Returns the averaged parameters of the trunk and of at most one head of either kind.
   *
   * @param slotHead name of a slot head, or {@code null} for none
   * @param classHead name of a class head, or {@code null} for none
   */
  @SuppressWarnings("try") // scopes work by being open
  public RecurrentWeights weights(@Nullable String slotHead, @Nullable String classHead) {
    try (PointerScope scope = new PointerScope()) {
      return parts.read(average, slotHead, classHead);
    }
  }

  /** Returns the averaged parameters of the CRF of a slot head, or {@code null} without CRF. */
  @SuppressWarnings("try") // scopes work by being open
  public @Nullable CrfParameters crf(String slotHead) {
    try (PointerScope scope = new PointerScope()) {
      return parts.slotHead(slotHead).readCrf(slotHead, average);
    }
  }

  @Override
  public void close() {
    optimizer.close();
    vector.close();
    parameters.close();
    average.close();
  }
}
