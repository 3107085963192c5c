package io.tagstream.training.network;

import io.tagstream.model.decode.CrfParameters;
import io.tagstream.training.onnx.RecurrentWeights;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;

/** Copies parameters out of native memory. */
@SuppressWarnings("try") // scopes work by being open
final class WeightReader {
  private final Parameters parameters;
  private final NetworkSize size;

  WeightReader(Parameters parameters, NetworkSize size) {
    this.parameters = parameters;
    this.size = size;
  }

  RecurrentWeights weights() {
    try (PointerScope scope = new PointerScope()) {
      return new RecurrentWeights(
          parameters.matrix(ParameterNames.WORDS),
          parameters.matrix(ParameterNames.FEATURES),
          parameters.matrix(ParameterNames.CHARACTERS),
          dense(ParameterNames.CONVOLUTION),
          List.of(lstm(ParameterNames.FORWARD)),
          List.of(lstm(ParameterNames.BACKWARD)),
          size.tagCount() == 0 ? null : dense(ParameterNames.SLOTS),
          size.classCount() == 0
              ? null
              : new RecurrentWeights.ClassHead(
                  dense(ParameterNames.ATTENTION),
                  parameters.values(ParameterNames.ATTENTION_QUERY),
                  dense(ParameterNames.CLASSES)));
    }
  }

  CrfParameters crf() {
    try (PointerScope scope = new PointerScope()) {
      int tags = size.tagCount();
      float[] flat = parameters.values(ParameterNames.CRF_TRANSITIONS);
      float[][] transitions = new float[tags][];
      for (int from = 0; from < tags; from++) {
        transitions[from] = Arrays.copyOfRange(flat, from * tags, (from + 1) * tags);
      }
      return new CrfParameters(
          parameters.values(ParameterNames.CRF_START),
          transitions,
          parameters.values(ParameterNames.CRF_END));
    }
  }

  private RecurrentWeights.Dense dense(String name) {
    return new RecurrentWeights.Dense(
        parameters.matrix(name + ParameterNames.WEIGHT),
        parameters.values(name + ParameterNames.BIAS));
  }

  private RecurrentWeights.Lstm lstm(String name) {
    return new RecurrentWeights.Lstm(
        parameters.matrix(name + ParameterNames.INPUT),
        parameters.matrix(name + ParameterNames.RECURRENT),
        parameters.values(name + ParameterNames.INPUT_BIAS),
        parameters.values(name + ParameterNames.RECURRENT_BIAS));
  }
}
