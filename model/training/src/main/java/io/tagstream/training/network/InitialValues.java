package io.tagstream.training.network;

import java.util.Arrays;
import java.util.Random;

/** The numbers a network begins with; the same for the same seed, on every machine. */
final class InitialValues {
  private final NetworkSize size;
  private final Random random;

  private InitialValues(NetworkSize size, long seed) {
    this.size = size;
    this.random = new Random(seed);
  }

  static Parameters of(NetworkSize size, long seed) {
    return new InitialValues(size, seed).parameters();
  }

  private Parameters parameters() {
    Parameters parameters = new Parameters();
    table(parameters, ParameterNames.WORDS, size.wordRows(), size.wordWidth());
    table(parameters, ParameterNames.FEATURES, size.featureRows(), size.featureWidth());
    table(parameters, ParameterNames.CHARACTERS, size.characterRows(), size.characterWidth());
    dense(parameters, ParameterNames.CONVOLUTION, size.filters(), 3 * size.characterWidth());
    lstm(parameters, ParameterNames.FORWARD, size.inputSize());
    lstm(parameters, ParameterNames.BACKWARD, size.inputSize() + size.hiddenSize());
    int both = 2 * size.hiddenSize();
    if (size.tagCount() > 0) {
      dense(parameters, ParameterNames.SLOTS, size.tagCount(), both);
      int tags = size.tagCount();
      parameters.add(ParameterNames.CRF_START, new float[tags], tags);
      parameters.add(ParameterNames.CRF_TRANSITIONS, new float[tags * tags], tags, tags);
      parameters.add(ParameterNames.CRF_END, new float[tags], tags);
    }
    if (size.classCount() > 0) {
      dense(parameters, ParameterNames.ATTENTION, size.attentionWidth(), both);
      parameters.add(
          ParameterNames.ATTENTION_QUERY,
          uniform(size.attentionWidth(), 1 / Math.sqrt(size.attentionWidth())),
          1,
          size.attentionWidth());
      dense(parameters, ParameterNames.CLASSES, size.classCount(), both);
    }
    return parameters;
  }

  /** A table of embeddings with unit variance over a row and zeros in row 0, which pads. */
  private void table(Parameters parameters, String name, int rows, int width) {
    float[] values = uniform(rows * width, Math.sqrt(3.0 / width));
    Arrays.fill(values, 0, width, 0f);
    parameters.add(name, values, rows, width);
  }

  private void dense(Parameters parameters, String name, int out, int in) {
    double bound = 1 / Math.sqrt(in);
    parameters.add(name + ParameterNames.WEIGHT, uniform(out * in, bound), out, in);
    parameters.add(name + ParameterNames.BIAS, uniform(out, bound), out);
  }

  private void lstm(Parameters parameters, String name, int inputSize) {
    int hidden = size.hiddenSize();
    double bound = 1 / Math.sqrt(hidden);
    float[] inputBias = new float[4 * hidden];
    // Forget gates begin open (Gers et al. 2000; Jozefowicz et al. 2015).
    Arrays.fill(inputBias, hidden, 2 * hidden, 1f);
    parameters.add(
        name + ParameterNames.INPUT,
        uniform(4 * hidden * inputSize, bound),
        4L * hidden,
        inputSize);
    parameters.add(
        name + ParameterNames.RECURRENT, uniform(4 * hidden * hidden, bound), 4L * hidden, hidden);
    parameters.add(name + ParameterNames.INPUT_BIAS, inputBias, 4L * hidden);
    parameters.add(name + ParameterNames.RECURRENT_BIAS, new float[4 * hidden], 4L * hidden);
  }

  private float[] uniform(int count, double bound) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) ((random.nextDouble() * 2 - 1) * bound);
    }
    return values;
  }
}
