package io.tagstream.training.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam (Kingma &amp; Ba 2015) or AdamW (Loshchilov &amp; Hutter 2019). Written out here so that its
 * moments are plain numbers by name, like the parameters: a checkpoint holds them in a form that
 * can be looked into and whose bytes are the same whenever the numbers are. Used by one thread;
 * whoever made it closes it.
 */
final class AdamOptimizer implements AutoCloseable {
  private static final double FIRST_DECAY = 0.9;
  private static final double SECOND_DECAY = 0.999;
  private static final double LEAST_DIVISOR = 1e-8;
  private static final String FIRST = "moment.first/";
  private static final String SECOND = "moment.second/";
  private static final String STEPS = "steps/";

  private final Parameters parameters;
  private final OptimizerKind kind;
  private final double weightDecay;
  private final RateFactors rates;
  private final Parameters firstMoments;
  private final Parameters secondMoments;

  /** Steps of each parameter; those without a gradient, as of a head not asked, take none. */
  private final Map<String, Long> steps = new LinkedHashMap<>();

  /**
   * Begins with moments of zero.
   *
   * @param rates what the learning rate is multiplied by, by parameter
   */
  AdamOptimizer(Parameters parameters, OptimizerKind kind, double weightDecay, RateFactors rates) {
    this.parameters = parameters;
    this.kind = kind;
    this.weightDecay = weightDecay;
    this.rates = rates;
    firstMoments = parameters.zeros();
    secondMoments = parameters.zeros();
    parameters.names().forEach(name -> steps.put(name, 0L));
  }

  /** Moves the parameters that have a gradient against it, and forgets all gradients. */
  void step(double learningRate) {
    step(learningRate, List.of());
  }

  /**
   * Moves the parameters that have a gradient against it, and forgets all gradients.
   *
   * @param tables rows of tables, which are moved alone: what the moments of the other rows would
   *     still have moved them by is left out
   */
  @SuppressWarnings("try") // scopes work by being open
  void step(double learningRate, List<TableRows> tables) {
    try (NoGradGuard noGradient = new NoGradGuard()) {
      for (String name : parameters.names()) {
        Tensor gradient = parameters.get(name).mutable_grad();
        if (gradient.defined()) {
          step(name, gradient, learningRate * rates.of(name));
          gradient.reset();
        }
      }
      for (TableRows rows : tables) {
        Tensor gradient = rows.values().grad();
        if (gradient.defined()) {
          step(rows, gradient, learningRate * rates.of(rows.table()));
        }
      }
    }
  }

  /** Adds the moments and steps to the state of a network. */
  void collect(NetworkState.Collector state) {
    state.add(FIRST, firstMoments);
    state.add(SECOND, secondMoments);
    steps.forEach((name, count) -> state.add(STEPS + name, count));
  }

  /** Takes the moments and steps from the state of a network. */
  void restore(NetworkState state) {
    state.restore(FIRST, firstMoments);
    state.restore(SECOND, secondMoments);
    steps.replaceAll((name, count) -> state.count(STEPS + name));
  }

  private void step(String name, Tensor gradient, double learningRate) {
    step(
        name,
        parameters.get(name),
        gradient,
        firstMoments.get(name),
        secondMoments.get(name),
        learningRate);
  }

  private void step(TableRows rows, Tensor gradient, double learningRate) {
    String name = rows.table();
    Tensor ids = rows.ids();
    Tensor values = parameters.get(name).index_select(0, ids);
    Tensor first = firstMoments.get(name).index_select(0, ids);
    Tensor second = secondMoments.get(name).index_select(0, ids);
    step(name, values, gradient, first, second, learningRate);
    parameters.get(name).index_copy_(0, ids, values);
    firstMoments.get(name).index_copy_(0, ids, first);
    secondMoments.get(name).index_copy_(0, ids, second);
  }

  private void step(
      String name,
      Tensor parameter,
      Tensor gradient,
      Tensor first,
      Tensor second,
      double learningRate) {
    double decay = parameters.decays(name) ? weightDecay : 0;
    if (decay > 0 && kind == OptimizerKind.ADAMW) {
      multiply(parameter, 1 - learningRate * decay);
    } else if (decay > 0) {
      add(gradient, parameter, decay);
    }
    long step = steps.merge(name, 1L, Long::sum);
    multiply(first, FIRST_DECAY);
    add(first, gradient, 1 - FIRST_DECAY);
    multiply(second, SECOND_DECAY);
    try (Scalar share = new Scalar(1 - SECOND_DECAY)) {
      second.addcmul_(gradient, gradient, share);
    }
    double firstBias = 1 - Math.pow(FIRST_DECAY, (double) step);
    double secondBias = 1 - Math.pow(SECOND_DECAY, (double) step);
    // The parameter moves by the first moment over the root of the second, both without bias.
    try (Scalar least = new Scalar(LEAST_DIVISOR * Math.sqrt(secondBias));
        Scalar factor = new Scalar(-learningRate * Math.sqrt(secondBias) / firstBias);
        Tensor divisor = second.sqrt()) {
      divisor.add_(least);
      parameter.addcdiv_(first, divisor, factor);
    }
  }

  private static void multiply(Tensor tensor, double factor) {
    try (Scalar scalar = new Scalar(factor)) {
      tensor.mul_(scalar);
    }
  }

  private static void add(Tensor tensor, Tensor other, double factor) {
    try (Scalar scalar = new Scalar(factor)) {
      tensor.add_(other, scalar);
    }
  }

  @Override
  public void close() {
    firstMoments.close();
    secondMoments.close();
  }
}
