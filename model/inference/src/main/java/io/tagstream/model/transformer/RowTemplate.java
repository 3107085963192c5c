package io.tagstream.model.transformer;

import ai.djl.huggingface.tokenizers.Encoding;
import io.tagstream.model.encoder.PieceRow;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The special pieces of a row: before, between and after the pieces of one or two texts. Immutable.
 */
public final class RowTemplate {
  /** Encoders have two or, between two texts, four. */
  private static final int MOST_SPECIALS = 4;

  private final Special before;
  private final Special between;
  private final Special after;
  private final int firstSegment;
  private final int secondSegment;

  /** Special pieces that follow one another, and the segment of each. */
  @SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
  private record Special(int[] ids, int[] segments) {
    static Special of(Encoding encoding, int from, int to) {
      return new Special(
          numbers(encoding.getIds(), from, to), numbers(encoding.getTypeIds(), from, to));
    }

    private static int[] numbers(long[] all, int from, int to) {
      return Arrays.stream(all, from, to).mapToInt(Math::toIntExact).toArray();
    }
  }

  private RowTemplate(
      Special before, Special between, Special after, int firstSegment, int secondSegment) {
    this.before = before;
    this.between = between;
    this.after = after;
    this.firstSegment = firstSegment;
    this.secondSegment = secondSegment;
  }

  /**
   * Takes what stands around the pieces of a text.
   *
   * @throws IllegalArgumentException if nothing stands between, or too much around
   */
  static RowTemplate of(Encoding encoding) {
    long[] special = encoding.getSpecialTokenMask();
    int begin = first(special, 0, 0);
    int end = first(special, 1, begin);
    int specials = special.length - (end - begin);
    if (begin == end || specials > MOST_SPECIALS) {
      throw new IllegalArgumentException(
          "expected a letter to have pieces, among at most %d special ones, found %d among %d"
              .formatted(MOST_SPECIALS, end - begin, specials));
    }
    return new RowTemplate(
        Special.of(encoding, 0, begin),
        Special.of(encoding, end, end),
        Special.of(encoding, end, special.length),
        segment(encoding, begin),
        segment(encoding, begin));
  }

  /** Takes what stands around and between the pieces of two texts; null if nothing is between. */
  static @Nullable RowTemplate ofPair(Encoding encoding) {
    long[] special = encoding.getSpecialTokenMask();
    int begin = first(special, 0, 0);
    int end = first(special, 1, begin);
    int second = first(special, 0, end);
    int secondEnd = first(special, 1, second);
    return second == special.length
        ? null
        : new RowTemplate(
            Special.of(encoding, 0, begin),
            Special.of(encoding, end, second),
            Special.of(encoding, secondEnd, special.length),
            segment(encoding, begin),
            segment(encoding, second));
  }

  /** Returns where a value is found first, or the length if it is not. */
  private static int first(long[] mask, long value, int from) {
    return IntStream.range(from, mask.length)
        .filter(i -> mask[i] == value)
        .findFirst()
        .orElse(mask.length);
  }

  private static int segment(Encoding encoding, int piece) {
    long[] segments = encoding.getTypeIds();
    return piece < segments.length ? Math.toIntExact(segments[piece]) : 0;
  }

  /** Returns how many special pieces a row has. */
  public int specials() {
    return before.ids.length + between.ids.length + after.ids.length;
  }

  /** Returns how many special pieces come before the first text. */
  public int begin() {
    return before.ids.length;
  }

  /** Makes the row of a text. */
  public PieceRow row(int[] pieces) {
    return row(pieces, new int[0]);
  }

  /** Makes the row of two texts. */
  public PieceRow row(int[] first, int[] second) {
    return new PieceRow(
        concatenated(before.ids, first, between.ids, second, after.ids),
        concatenated(
            before.segments,
            filled(first.length, firstSegment),
            between.segments,
            filled(second.length, secondSegment),
            after.segments));
  }

  private static int[] filled(int length, int value) {
    int[] values = new int[length];
    Arrays.fill(values, value);
    return values;
  }

  private static int[] concatenated(int[]... parts) {
    return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
  }
}
