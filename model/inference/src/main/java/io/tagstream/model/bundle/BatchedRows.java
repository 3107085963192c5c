package io.tagstream.model.bundle;

import io.tagstream.model.TaggingException;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.Encoding.TokenClasses;
import io.tagstream.model.encoder.OpenEncoder;
import io.tagstream.model.encoder.RecurrentState;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Encodes rows in batches, unless that changes what the encoder says. Safe for use by several
 * threads at once.
 *
 * @param <R> a row
 */
final class BatchedRows<R> {
  private final OpenEncoder open;
  private final ToIntFunction<R> length;
  private final Function<List<R>, List<Encoding>> encoder;
  private final EncoderMeter meter = new EncoderMeter();
  private volatile boolean batching;

  /**
   * Takes an encoder.
   *
   * @param open says what batches cost
   * @param length how long a row is, which is what its batch is padded to
   * @param encoder encodes a batch
   */
  BatchedRows(
      OpenEncoder open, ToIntFunction<R> length, Function<List<R>, List<Encoding>> encoder) {
    this.open = open;
    this.length = length;
    this.encoder = encoder;
    batching = open.batches();
  }

  /** Encodes rows, in the order they come. */
  List<Encoding> encode(List<R> rows) {
    Encoding[] encoded = new Encoding[rows.size()];
    int[] lengths = rows.stream().mapToInt(length).toArray();
    for (int[] batch : batches(lengths)) {
      List<R> inputs = Arrays.stream(batch).mapToObj(rows::get).toList();
      long begin = System.nanoTime();
      List<Encoding> encodings = encoder.apply(inputs);
      meter.add(Arrays.stream(batch).map(row -> lengths[row]).toArray(), System.nanoTime() - begin);
      if (encodings.size() != batch.length) {
        throw new TaggingException(
            "encoder: expected %d encodings, found %d".formatted(batch.length, encodings.size()),
            null);
      }
      for (int i = 0; i < batch.length; i++) {
        encoded[batch[i]] = encodings.get(i);
      }
    }
    return Arrays.asList(encoded);
  }

  /** Returns what adds up the encoder's work, that of probing left out. */
  EncoderMeter meter() {
    return meter;
  }

  private List<int[]> batches(int[] lengths) {
    return batching
        ? RowBatches.of(open.costs(), lengths.length, row -> lengths[row])
        : IntStream.range(0, lengths.length).mapToObj(row -> new int[] {row}).toList();
  }

  /**
   * Encodes rows alone and all in one batch, however much that pads them. If a bit differs, rows
   * are encoded one by one from now on. An encoder that promises nothing of the kind is not asked.
   *
   * @return whether all bits were as promised
   */
  boolean probe(List<R> inputs) {
    if (!open.batches()) {
      return true;
    }
    List<Encoding> together = encoder.apply(inputs);
    batching =
        IntStream.range(0, inputs.size())
            .allMatch(
                i -> sameBits(encoder.apply(inputs.subList(i, i + 1)).get(0), together.get(i)));
    return batching;
  }

  /** Floats are compared by their bits, as Arrays.equals does. */
  private static boolean sameBits(Encoding one, Encoding other) {
    return Arrays.deepEquals(one.tagLogits(), other.tagLogits())
        && Arrays.equals(one.classLogits(), other.classLogits())
        && sameBits(one.tokenClasses(), other.tokenClasses())
        && sameBits(one.state(), other.state());
  }

  private static boolean sameBits(@Nullable RecurrentState one, @Nullable RecurrentState other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return Arrays.equals(one.hidden(), other.hidden()) && Arrays.equals(one.cell(), other.cell());
  }

  private static boolean sameBits(@Nullable TokenClasses one, @Nullable TokenClasses other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return Arrays.equals(one.energies(), other.energies())
        && Arrays.deepEquals(one.logits(), other.logits());
  }
}
