package io.tagstream.training.network;

import io.tagstream.model.decode.CrfParameters;
import io.tagstream.training.onnx.SlotHeadWeights;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/**
 * A head that scores the tags of every token, with a linear-chain CRF on top.
 *
 * @param tagCount tags K
 */
public record SlotHead(int tagCount) {

  void initialize(String name, Parameters parameters, InitialValues values, int hiddenSize) {
    tags(name, hiddenSize).initialize(parameters, values);
    parameters.add(start(name), new float[tagCount], tagCount);
    parameters.add(transitions(name), new float[tagCount * tagCount], tagCount, tagCount);
    parameters.add(end(name), new float[tagCount], tagCount);
  }

  /**
   * Logits of the tags, float [T,B,K].
   *
   * @param hidden float [T,B,hidden]
   */
  Tensor logits(String name, Tensor hidden, Parameters parameters) {
    return tags(name, Math.toIntExact(hidden.size(2))).of(hidden, parameters);
  }

  SlotHeadWeights read(String name, Parameters parameters, int hiddenSize) {
    return new SlotHeadWeights(tags(name, hiddenSize).read(parameters));
  }

  CrfParameters readCrf(String name, Parameters parameters) {
    float[] flat = parameters.values(transitions(name));
    float[][] rows = new float[tagCount][];
    for (int from = 0; from < tagCount; from++) {
      rows[from] = Arrays.copyOfRange(flat, from * tagCount, (from + 1) * tagCount);
    }
    return new CrfParameters(parameters.values(start(name)), rows, parameters.values(end(name)));
  }

  private LinearLayer tags(String name, int hiddenSize) {
    return new LinearLayer(prefix(name), tagCount, hiddenSize);
  }

  static String start(String name) {
    return prefix(name) + ".crf.start";
  }

  static String transitions(String name) {
    return prefix(name) + ".crf.transitions";
  }

  static String end(String name) {
    return prefix(name) + ".crf.end";
  }

  private static String prefix(String name) {
    return "slots." + name;
  }
}
