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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes and decodes rows of words in batches. Safe for use by several threads at once. */
final class RowTagger {
  private final BatchedRows<EncoderInput> rows;
  private final @Nullable TagDecoder tagDecoder;
  private final @Nullable ClassDecoder classDecoder;

  /**
   * What a model says about a row.
   *
   * @param tags one a word, empty without slot head
   * @param spans the spans of the tags, counted in words of the row
   */
  record TaggedRow(
      List<String> tags, List<ScoredSpan> spans, @Nullable SentenceClass sentenceClass) {}

  RowTagger(Encoder encoder, @Nullable TagDecoder tagDecoder, @Nullable ClassDecoder classDecoder) {
    rows = new BatchedRows<>(encoder, encoder::length, encoder::encode);
    this.tagDecoder = tagDecoder;
    this.classDecoder = classDecoder;
  }

  /** Tags rows of at least one word each, from zero state. */
  List<TaggedRow> tag(List<List<String>> words) {
    return encode(words.stream().map(EncoderInput::of).toList()).stream()
        .map(this::decode)
        .toList();
  }

  /** Encodes rows, in the order they come. */
  List<Encoding> encode(List<EncoderInput> inputs) {
    return rows.encode(inputs);
  }

  /** Returns what adds up the encoder's work, that of probing left out. */
  EncoderMeter meter() {
    return rows.meter();
  }

  /** Asks whether batches change bits: {@link BatchedRows#probe}. */
  boolean probeBatching(List<EncoderInput> inputs) {
    return rows.probe(inputs);
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
}
