package io.tagstream.model.bundle;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.TaggingException;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.DecodedTags;
import io.tagstream.model.decode.ScoredSpan;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.encoder.Encoder;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.Encoding.TokenClasses;
import io.tagstream.model.encoder.RecurrentState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Encodes and decodes rows of words in batches. Safe for use by several threads at once. */
final class RowTagger {
  private final Encoder encoder;
  private final @Nullable TagDecoder tagDecoder;
  private final @Nullable ClassDecoder classDecoder;
  private final EncoderMeter meter = new EncoderMeter();
  private volatile boolean batching = true;

  /**
   * What a model says about a row.
   *
   * @param tags one a word, empty without slot head
   * @param spans the spans of the tags, counted in words of the row
   */
  record TaggedRow(
      List<String> tags, List<ScoredSpan> spans, @Nullable SentenceClass sentenceClass) {}

  RowTagger(Encoder encoder, @Nullable TagDecoder tagDecoder, @Nullable ClassDecoder classDecoder) {
    this.encoder = encoder;
    this.tagDecoder = tagDecoder;
    this.classDecoder = classDecoder;
  }

  /** Tags rows of at least one word each, from zero state. */
  List<TaggedRow> tag(List<List<String>> rows) {
    return encode(rows.stream().map(EncoderInput::of).toList()).stream().map(this::decode).toList();
  }

  /** Encodes rows, in the order they come. */
  List<Encoding> encode(List<EncoderInput> rows) {
    Encoding[] encoded = new Encoding[rows.size()];
    for (int[] batch : batches(rows)) {
      List<EncoderInput> inputs = Arrays.stream(batch).mapToObj(rows::get).toList();
      long begin = System.nanoTime();
      List<Encoding> encodings = encoder.encode(inputs);
      meter.add(inputs, System.nanoTime() - begin);
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

  private List<int[]> batches(List<EncoderInput> rows) {
    return batching
        ? RowBatches.of(rows.size(), row -> rows.get(row).words().size())
        : IntStream.range(0, rows.size()).mapToObj(row -> new int[] {row}).toList();
  }

  private TaggedRow decode(Encoding encoding) {
    DecodedTags tags =
        tagDecoder == null
            ? new DecodedTags(List.of(), List.of())
            : tagDecoder.decode(present("tag logits", encoding.tagLogits()));
    SentenceClass sentenceClass =
        classDecoder == null
            ? null
            : classDecoder.decode(present("class logits", encoding.classLogits()));
    return new TaggedRow(tags.tags(), tags.spans(), sentenceClass);
  }

  private static <T> T present(String subject, @Nullable T logits) {
    if (logits == null) {
      throw new TaggingException(
          subject + ": expected some, for bundle.json has the head, found none", null);
    }
    return logits;
  }

  /**
   * Encodes rows alone and all in one batch, however much that pads them. If a bit differs, rows
   * are encoded one by one from now on.
   *
   * @return whether all bits were the same
   */
  boolean probeBatching(List<EncoderInput> inputs) {
    List<Encoding> together = encoder.encode(inputs);
    batching =
        IntStream.range(0, inputs.size())
            .allMatch(
                i -> sameBits(encoder.encode(inputs.subList(i, i + 1)).get(0), together.get(i)));
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
