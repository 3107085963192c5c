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
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** A recurrent network that is being trained. */
public final class TaggerNetwork implements TrainedNetwork {
  private static final int UNKNOWN_WORD = 1;

  private final NetworkParts parts;
  private final Optimization optimization;
  private final Random random = new Random();
  private final Parameters parameters;
  private final Descent descent;
  private final NetworkLoss networkLoss;
  private final Consistency consistency;

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
    descent = new Descent(parameters, optimization, RateFactors.ONE);
    networkLoss = new NetworkLoss(parts.heads(), parameters, optimization, weights);
  }

  @Override
  public void seed(long seed) {
    random.setSeed(seed);
    torch.manual_seed(seed);
  }

  @Override
  public long parameterCount() {
    return parameters.count();
  }

  @Override
  @SuppressWarnings("try") // scopes work by being open
  public double step(List<TrainingStream> streams, double learningRate) {
    try (PointerScope scope = new PointerScope()) {
      double loss = backward(streams);
      descent.step(loss, learningRate, List.of());
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
    Tensor loss = networkLoss.of(new RecurrentLogits(pass, hidden, batch), rows);
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
    return new ForwardPass(parts, descent.average(), Dropout.NONE, state);
  }

  @Override
  public NetworkState state() {
    return descent.state();
  }

  @Override
  public NetworkNumbers numbers() {
    return descent.numbers();
  }

  @Override
  public void restore(NetworkState state) {
    descent.restore(state);
  }

  @Override
  public NetworkState averageState() {
    return descent.averageState();
  }

  @Override
  public void restoreAverage(NetworkState state) {
    descent.restoreAverage(state);
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
      return parts.read(descent.average(), slotHead, classHead);
    }
  }

  @Override
  @SuppressWarnings("try") // scopes work by being open
  public @Nullable CrfParameters crf(String slotHead) {
    try (PointerScope scope = new PointerScope()) {
      return parts.slotHead(slotHead).readCrf(slotHead, descent.average());
    }
  }

  @Override
  public void close() {
    descent.close();
  }
}
