package io.tagstream.training.network;

import io.tagstream.training.network.GoldTags.Borders;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The loss of a batch: the weighted sum over all heads of the loss of the sentences that train the
 * head, divided by the number of all sentences.
 */
public final class NetworkLoss {
  private final NetworkHeads heads;
  private final Parameters parameters;
  private final Smoothing smoothing;
  private final ClassWeights weights;
  private final Consistency consistency;
  private final double classWeight;

  /**
   * Makes the loss.
   *
   * @param heads the heads that may be trained
   * @param parameters those of the forward passes
   * @param optimization what is smoothed, and whether batches hold their sentences twice
   * @param weights what a sentence of each class counts
   */
  public NetworkLoss(
      NetworkHeads heads, Parameters parameters, Optimization optimization, ClassWeights weights) {
    this.heads = heads;
    this.parameters = parameters;
    this.weights = weights;
    smoothing = optimization.smoothing();
    consistency = new Consistency(optimization.consistency());
    classWeight = optimization.classWeight();
  }

  /**
   * Mean loss of a sentence.
   *
   * @param logits what the network says of the sentences
   */
  public Tensor of(BatchLogits logits, List<TrainingSentence> sentences) {
    Tensor loss = null;
    for (String head : heads.slots().keySet()) {
      int[] rows = rows(sentences, sentence -> sentence.tags().containsKey(head));
      if (rows.length > 0) {
        loss = sum(loss, ofSlots(head, rows, logits, sentences));
      }
    }
    for (String head : heads.classes().keySet()) {
      int[] rows = rows(sentences, sentence -> sentence.labels().containsKey(head));
      if (rows.length > 0) {
        loss = sum(loss, ofClasses(head, rows, logits, sentences));
      }
    }
    if (loss == null) {
      throw new IllegalArgumentException(
          "sentences: expected one that trains a head of "
              + (heads.slots().keySet() + " or " + heads.classes().keySet())
              + ", found none; leave sentences out that say nothing of them");
    }
    return loss;
  }

  private Tensor ofSlots(
      String head, int[] rows, BatchLogits said, List<TrainingSentence> sentences) {
    List<int[]> tags = IntStream.of(rows).mapToObj(row -> tags(sentences.get(row), head)).toList();
    List<OpenTags> open =
        IntStream.of(rows).mapToObj(row -> sentences.get(row).openTags(head)).toList();
    List<Borders> borders =
        IntStream.of(rows)
            .mapToObj(row -> new Borders(sentences.get(row).begins(), sentences.get(row).ends()))
            .toList();
    Tensor mask = said.mask(rows);
    Tensor logits = said.tags(head, rows);
    GoldTags gold = new GoldTags(tags, open, borders, mask);
    Tensor sum = heads.slotHead(head).loss(head, parameters, smoothing.tags()).of(logits, gold);
    if (consistency.weight() > 0) {
      sum = sum.add(scaled(consistency.ofTags(logits, mask), consistency.weight()));
    }
    return scaled(sum, 1.0 / sentences.size());
  }

  private Tensor ofClasses(
      String head, int[] rows, BatchLogits said, List<TrainingSentence> sentences) {
    long[] labels = IntStream.of(rows).mapToLong(row -> label(sentences.get(row), head)).toArray();
    Tensor logits = said.classes(head, rows);
    Tensor mean =
        heads
            .classHead(head)
            .loss(smoothing.classes(), weights.of(head))
            .of(logits, Beside.of(logits, Tensor.create(labels)));
    if (consistency.weight() > 0) {
      Tensor divergence = consistency.ofClasses(logits);
      mean = mean.add(scaled(divergence, consistency.weight() / rows.length));
    }
    double share = classWeight * rows.length / sentences.size();
    return share == 1 ? mean : scaled(mean, share);
  }

  private static int[] rows(List<TrainingSentence> sentences, Predicate<TrainingSentence> trains) {
    return IntStream.range(0, sentences.size())
        .filter(row -> trains.test(sentences.get(row)))
        .toArray();
  }

  private static int[] tags(TrainingSentence sentence, String head) {
    return Objects.requireNonNull(sentence.tags().get(head));
  }

  private static int label(TrainingSentence sentence, String head) {
    return Objects.requireNonNull(sentence.labels().get(head));
  }

  private static Tensor scaled(Tensor value, double factor) {
    try (Scalar scalar = new Scalar(factor)) {
      return value.mul(scalar);
    }
  }

  private static Tensor sum(@Nullable Tensor left, Tensor right) {
    return left == null ? right : left.add(right);
  }
}
