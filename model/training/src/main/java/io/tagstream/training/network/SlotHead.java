package io.tagstream.training.network;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.decode.CrfParameters;
import io.tagstream.training.onnx.SlotHeadWeights;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A head that scores the tags of every token.
 *
 * @param tagCount tags K
 * @param decoder how tags are made of the scores; a linear-chain CRF has parameters of its own
 * @param reads the class head whose distribution it reads beside the hidden states, or {@code null}
 */
public record SlotHead(int tagCount, DecoderKind decoder, @Nullable ReadClasses reads) {

  /**
   * A class head that a slot head reads.
   *
   * @param head its name
   * @param classCount its classes C
   */
  public record ReadClasses(String head, int classCount) {}

  void initialize(String name, Parameters parameters, InitialValues values, int hiddenSize) {
    tags(name).initialize(tagCount, hiddenSize, parameters, values, LinearLayer.Beginning.UNIFORM);
    if (reads != null) {
      int classes = reads.classCount();
      double bound = 1 / Math.sqrt(hiddenSize + classes);
      parameters.addWeight(
          classes(name), values.uniform(tagCount * classes, bound), tagCount, classes);
    }
    if (decoder == DecoderKind.CRF) {
      parameters.add(start(name), new float[tagCount], tagCount);
      parameters.add(transitions(name), new float[tagCount * tagCount], tagCount, tagCount);
      parameters.add(end(name), new float[tagCount], tagCount);
    }
  }

  /**
   * Logits of the tags, float [T,B,K].
   *
   * @param hidden float [T,B,hidden]
   * @param classLogits float [B,C] of the class head it reads; else {@code null}
   */
  public Tensor logits(
      String name, Tensor hidden, @Nullable Tensor classLogits, Parameters parameters) {
    Tensor logits = tags(name).of(hidden, parameters);
    return classLogits == null
        ? logits
        : logits.add(torch.linear(classLogits.softmax(1), parameters.get(classes(name))));
  }

  /** Copies the weights out of native memory. */
  public SlotHeadWeights read(String name, Parameters parameters) {
    return new SlotHeadWeights(
        tags(name).read(parameters), reads == null ? null : parameters.matrix(classes(name)));
  }

  /** Copies the scores of the CRF out of native memory; {@code null} if there is none. */
  public @Nullable CrfParameters readCrf(String name, Parameters parameters) {
    if (decoder != DecoderKind.CRF) {
      return null;
    }
    float[] flat = parameters.values(transitions(name));
    float[][] rows = new float[tagCount][];
    for (int from = 0; from < tagCount; from++) {
      rows[from] = Arrays.copyOfRange(flat, from * tagCount, (from + 1) * tagCount);
    }
    return new CrfParameters(parameters.values(start(name)), rows, parameters.values(end(name)));
  }

  /**
   * The loss that suits the decoder.
   *
   * @param smoothing share of the gold tag that is spread over all tags; nothing with a CRF
   */
  SlotLoss loss(String name, Parameters parameters, double smoothing) {
    return switch (decoder) {
      case CRF ->
          new CrfLoss(
              parameters.get(start(name)),
              parameters.get(transitions(name)),
              parameters.get(end(name)));
      case SOFTMAX -> new SoftmaxLoss(smoothing);
    };
  }

  private static LinearLayer tags(String name) {
    return new LinearLayer(prefix(name));
  }

  private static String classes(String name) {
    return prefix(name) + ".classes";
  }

  private static String start(String name) {
    return prefix(name) + ".crf.start";
  }

  private static String transitions(String name) {
    return prefix(name) + ".crf.transitions";
  }

  private static String end(String name) {
    return prefix(name) + ".crf.end";
  }

  private static String prefix(String name) {
    return "slots." + name;
  }
}
