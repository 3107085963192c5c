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
 * The loss of a batch: the sum over all heads of the loss of the sentences that train the head,
 * divided by the number of all sentences.
 */
final class NetworkLoss {
  private final NetworkParts parts;
  private final Losses losses;
  private final Consistency consistency;

  /**
   * Makes the loss.
   *
   * @param consistency if its weight is not 0, batches hold their sentences twice
   */
  NetworkLoss(NetworkParts parts, Losses losses, Consistency consistency) {
    this.parts = parts;
    this.losses = losses;
    this.consistency = consistency;
  }

  /**
   * Mean loss of a sentence.
   *
   * @param batch the sentences as tensors
   */
  Tensor of(ForwardPass pass, Batch batch, List<TrainingSentence> sentences) {
    Tensor hidden = pass.hidden(batch);
    Tensor loss = null;
    for (String head : parts.slots().keySet()) {
      int[] rows = rows(sentences, sentence -> sentence.tags().containsKey(head));
      if (rows.length > 0) {
        loss = sum(loss, ofSlots(head, pass, rows, hidden, batch, sentences));
      }
    }
    for (String head : parts.classes().keySet()) {
      int[] rows = rows(sentences, sentence -> sentence.labels().containsKey(head));
      if (rows.length > 0) {
        loss = sum(loss, ofClasses(head, pass, rows, hidden, batch, sentences));
      }
    }
    if (loss == null) {
      throw new IllegalArgumentException(
          "sentences: expected one that trains a head of "
              + (parts.slots().keySet() + " or " + parts.classes().keySet() + ", found none"));
    }
    return loss;
  }

  private Tensor ofSlots(
      String head,
      ForwardPass pass,
      int[] rows,
      Tensor hidden,
      Batch batch,
      List<TrainingSentence> sentences) {
    List<int[]> tags = IntStream.of(rows).mapToObj(row -> tags(sentences.get(row), head)).toList();
    List<OpenTags> open =
        IntStream.of(rows).mapToObj(row -> sentences.get(row).openTags(head)).toList();
    List<Borders> borders =
        IntStream.of(rows)
            .mapToObj(row -> new Borders(sentences.get(row).begins(), sentences.get(row).ends()))
            .toList();
    Tensor mask = batch.select(batch.mask(), rows);
    Tensor logits = pass.tagLogits(head, batch.select(hidden, rows), mask);
    GoldTags gold = new GoldTags(tags, open, borders, mask);
    Tensor sum = losses.ofSlots(head, parts.slotHead(head)).of(logits, gold);
    if (consistency.weight() > 0) {
      sum = sum.add(scaled(consistency.ofTags(logits, mask), consistency.weight()));
    }
    return scaled(sum, 1.0 / sentences.size());
  }

  private Tensor ofClasses(
      String head,
      ForwardPass pass,
      int[] rows,
      Tensor hidden,
      Batch batch,
      List<TrainingSentence> sentences) {
    long[] labels = IntStream.of(rows).mapToLong(row -> label(sentences.get(row), head)).toArray();
    Tensor logits =
        pass.classLogits(head, batch.select(hidden, rows), batch.select(batch.mask(), rows));
    Tensor mean = losses.ofClasses(head).of(logits, Tensor.create(labels));
    if (consistency.weight() > 0) {
      Tensor divergence = consistency.ofClasses(logits);
      mean = mean.add(scaled(divergence, consistency.weight() / rows.length));
    }
    return rows.length == sentences.size()
        ? mean
        : scaled(mean, (double) rows.length / sentences.size());
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
