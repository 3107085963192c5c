package io.tagstream.training.network;

import io.tagstream.model.decode.CrfParameters;
import io.tagstream.training.onnx.RecurrentWeights;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
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
  private final NetworkLoss networkLoss;
  private final Consistency consistency;
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
    consistency = new Consistency(optimization.consistency());
    NativeThreads.limitTo(optimization.threads());
    seed(seed);
    parameters = parts.parameters(new InitialValues(seed));
    average = parameters.copy();
    vector = parameters.vector();
    optimizer = new AdamOptimizer(parameters, optimization);
    networkLoss = new NetworkLoss(parts, parameters, optimization, weights);
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
   * @param streams the batch, at least one stream
   * @param learningRate how far to step
   * @return mean loss of a sentence
   * @throws TrainingDivergedException if the loss or its gradient is not finite; the parameters are
   *     those of the step before then
   */
  @SuppressWarnings("try") // scopes work by being open
  public double step(List<TrainingStream> streams, double learningRate) {
    try (PointerScope scope = new PointerScope()) {
      double loss = backward(streams);
      double norm = torch.clip_grad_norm_(vector, optimization.clip());
      if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
        throw new TrainingDivergedException(steps + 1, learningRate, loss, norm);
      }
      optimizer.step(learningRate);
      steps++;
      try (NoGradGuard noGradient = new NoGradGuard()) {
        // Early on a long memory would mostly remember the random beginning.
        double decay = Math.min(optimization.averageDecay(), (1.0 + steps) / (10.0 + steps));
        average.approach(parameters, 1 - decay);
      }
      return loss;
    }
  }

  /**
   * Adds the gradient of the mean loss of some sentences to that of the parameters. Streams are
   * taken piece by piece: the forward layers begin a piece with the states the one before ended
   * with, but no gradient flows back over the border; the backward layers read within the piece. A
   * class is pooled over its whole turn, with the hidden states of the pieces before as constants.
   *
   * @return the mean loss
   */
  @SuppressWarnings("try") // scopes work by being open
  double backward(List<TrainingStream> streams) {
    List<TrainingStream> rows = consistency.rows(chunked(streams));
    int sentences = rows.stream().mapToInt(TrainingStream::turns).sum();
    List<TrainingStream.Step> steps = TrainingStream.steps(rows);
    if (steps.size() == 1) {
      return backward(steps.get(0).pieces(), sentences, CarriedState.none());
    }
    CarriedState state = CarriedState.fromZero(rows.size());
    double loss = 0;
    for (TrainingStream.Step step : steps) {
      // What a step took of native memory is given back before the next one.
      try (PointerScope scope = new PointerScope()) {
        state.begin(step);
        loss += backward(step.pieces(), sentences, state);
      }
    }
    return loss;
  }

  /** Long pieces are learned from in chunks. */
  private List<TrainingStream> chunked(List<TrainingStream> streams) {
    int tokens = optimization.truncation();
    return tokens == 0 ? streams : streams.stream().map(each -> each.chunked(tokens)).toList();
  }

  @SuppressWarnings("try") // scopes work by being open
  private double backward(List<TrainingSentence> rows, int sentences, CarriedState state) {
    Dropout dropout = optimization.dropout();
    Batch batch = Batch.of(rows, wordDropout(dropout.word()));
    ForwardPass pass = new ForwardPass(parts, parameters, dropout, state);
    if (rows.stream().allMatch(row -> row.tags().isEmpty() && row.labels().isEmpty())) {
      // The first chunks of sentences that have but a class: only the states are wanted.
      try (NoGradGuard noGradient = new NoGradGuard()) {
        pass.keep(pass.hidden(batch));
      }
      return 0;
    }
    Tensor hidden = pass.hidden(batch);
    Tensor loss = networkLoss.of(pass, hidden, batch, rows);
    pass.keep(hidden);
    try (Scalar share = new Scalar((double) rows.size() / sentences)) {
      Tensor shared = rows.size() == sentences ? loss : loss.mul(share);
      shared.backward();
      return shared.item_float();
    }
  }

  private IntUnaryOperator wordDropout(double share) {
    return share == 0 ? word -> word : word -> random.nextDouble() < share ? UNKNOWN_WORD : word;
  }

  /** Returns the gradient of a parameter after {@link #backward}. */
  @SuppressWarnings("try") // scopes work by being open
  float[] gradient(String name) {
    try (PointerScope scope = new PointerScope()) {
      return Parameters.numbers(parameters.get(name).grad());
    }
  }

  /** Returns the names of all parameters. */
  Set<String> parameterNames() {
    return parameters.names();
  }

  /** Returns the forward pass of the averaged parameters, without dropout. */
  ForwardPass evaluation() {
    return evaluation(CarriedState.none());
  }

  /** The same, from a state that it carries on. */
  ForwardPass evaluation(CarriedState state) {
    return new ForwardPass(parts, average, Dropout.NONE, state);
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
