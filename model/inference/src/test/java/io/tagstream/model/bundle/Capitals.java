package io.tagstream.model.bundle;

import io.tagstream.model.ModelId;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.decode.TagSet;
import io.tagstream.model.encoder.Encoder;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * Finds capitalised words; its class is the number of rows of the batch if {@code moody}, so that a
 * row depends on its neighbours.
 */
final class Capitals implements Encoder {
  private final boolean moody;
  final List<Integer> batchSizes = Collections.synchronizedList(new ArrayList<>());
  int closes;

  Capitals(boolean moody) {
    this.moody = moody;
  }

  /** A tagger that finds cities and cuts sentences after six tokens. */
  static BundleTagger tagger(Encoder encoder) {
    return tagger(encoder, OptionalInt.empty());
  }

  /** The same, of a model that reads streams if it has a right context. */
  static BundleTagger tagger(Encoder encoder, OptionalInt rightContext) {
    return BundleTagger.recurrent(
        new ModelId("cities", "1", "00"),
        encoder,
        TagDecoder.softmax(TagSet.of(List.of("city"))),
        new ClassDecoder(List.of("few", "many")),
        6,
        rightContext);
  }

  @Override
  public List<Encoding> encode(List<EncoderInput> inputs) {
    batchSizes.add(inputs.size());
    return inputs.stream().map(input -> encode(input, inputs.size())).toList();
  }

  private Encoding encode(EncoderInput input, int batchSize) {
    float[][] logits = new float[input.words().size()][3];
    boolean inside = false;
    for (int i = 0; i < logits.length; i++) {
      boolean capital = Character.isUpperCase(input.words().get(i).codePointAt(0));
      logits[i][capital ? (inside ? 2 : 1) : 0] = 20;
      inside = capital;
    }
    return new Encoding(logits, new float[] {0, moody ? batchSize : 1}, null);
  }

  /** Does something to what an encoder gives. */
  static Encoder changed(
      Encoder encoder, BiFunction<List<EncoderInput>, List<Encoding>, List<Encoding>> change) {
    return new Encoder() {
      @Override
      public List<Encoding> encode(List<EncoderInput> inputs) {
        return change.apply(inputs, encoder.encode(inputs));
      }

      @Override
      public void close() {
        encoder.close();
      }
    };
  }

  @Override
  public void close() {
    closes++;
  }
}
