package io.tagstream.training.network;

import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Parameters on their way down the gradient: with their optimizer, a running average and the number
 * of steps taken. Used by one thread; whoever made it closes it.
 */
public final class Descent implements AutoCloseable {
  private static final String CURRENT = "current/";
  private static final String AVERAGE = "average/";
  private static final String STEPS = "steps";

  private final Parameters parameters;
  private final Rule rule;
  private final Parameters average;
  private final AdamOptimizer optimizer;
  private long steps;

  /**
   * How a gradient becomes a step.
   *
   * @param optimizer what is made of it
   * @param weightDecay share of the weights that a step of rate 1 would take away
   * @param clip longest gradient, in the Euclidean norm
   * @param averageDecay weight of the past in the running average of the parameters, in [0, 1); 0
   *     for the parameters themselves
   */
  public record Rule(
      OptimizerKind optimizer, double weightDecay, double clip, double averageDecay) {}

  /**
   * Begins from the given parameters, which it closes in the end.
   *
   * @param rates what the learning rate is multiplied by, by parameter
   */
  public Descent(Parameters parameters, Optimization optimization, RateFactors rates) {
    this(
        parameters,
        new Rule(
            optimization.optimizer(),
            optimization.weightDecay(),
            optimization.clip(),
            optimization.averageDecay()),
        rates);
  }

  /** Begins from the given parameters, which it closes in the end. */
  public Descent(Parameters parameters, Rule rule, RateFactors rates) {
    this.parameters = parameters;
    this.rule = rule;
    average = rule.averageDecay() > 0 ? parameters.copy() : parameters;
    optimizer = new AdamOptimizer(parameters, rule.optimizer(), rule.weightDecay(), rates);
  }

  /** Returns the parameters. */
  public Parameters parameters() {
    return parameters;
  }

  /** Returns the averaged parameters. */
  public Parameters average() {
    return average;
  }

  /**
   * Takes a step along the gradients of the parameters, and forgets them.
   *
   * @param loss the loss that they are of
   * @param tables the rows of tables that took part in it
   * @throws TrainingDivergedException if the loss or its gradient is not finite; the parameters are
   *     those of the step before then
   */
  @SuppressWarnings("try") // scopes work by being open
  public void step(double loss, double learningRate, List<TableRows> tables) {
    double norm;
    try (TensorVector vector = parameters.vector()) {
      tables.forEach(table -> vector.push_back(table.values()));
      norm = torch.clip_grad_norm_(vector, rule.clip());
    }
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw new TrainingDivergedException(steps + 1, learningRate, loss, norm);
    }
    optimizer.step(learningRate, tables);
    steps++;
    if (isAveraged()) {
      try (NoGradGuard noGradient = new NoGradGuard()) {
        // Early on a long memory would mostly remember the random beginning.
        double decay = Math.min(rule.averageDecay(), (1.0 + steps) / (10.0 + steps));
        average.approach(parameters, 1 - decay);
      }
    }
  }

  /** Returns everything that {@link #restore} needs. */
  public NetworkState state() {
    return numbers().state();
  }

  /** Returns the same, to be read tensor by tensor before the next step. */
  public NetworkNumbers numbers() {
    NetworkState.Collector state = new NetworkState.Collector();
    state.add(CURRENT, parameters);
    if (isAveraged()) {
      state.add(AVERAGE, average);
    }
    state.add(STEPS, steps);
    optimizer.collect(state);
    return state.numbers();
  }

  /** Goes back to a state of a network of the same parts. */
  public void restore(NetworkState state) {
    state.restore(CURRENT, parameters);
    if (isAveraged()) {
      state.restore(AVERAGE, average);
    }
    optimizer.restore(state);
    steps = state.count(STEPS);
  }

  /** Returns the averaged parameters alone, for {@link #restoreAverage}. */
  public NetworkState averageState() {
    NetworkState.Collector state = new NetworkState.Collector();
    state.add(AVERAGE, average);
    return state.state();
  }

  /** Makes earlier averaged parameters the ones that are read and used. */
  public void restoreAverage(NetworkState state) {
    state.restore(AVERAGE, average);
  }

  private boolean isAveraged() {
    return average != parameters;
  }

  @Override
  public void close() {
    optimizer.close();
    parameters.close();
    if (isAveraged()) {
      average.close();
    }
  }
}
