package io.tagstream.model.transformer;

import io.tagstream.model.encoder.BatchCosts;
import io.tagstream.model.encoder.Encoder;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.TextRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A transformer that reads words: each is cut into pieces, and the first piece speaks for it
 * (Devlin et al. 2019, section 5.3). A row that is longer than the model's is read in windows. May
 * be called by several threads at once and works on the calling one; whoever opened it closes it,
 * after the last call.
 */
public final class TransformerEncoder implements Encoder {
  private final PieceModel model;
  private final PieceWindows windows;
  private final boolean batches;

  /**
   * Takes what has been opened, to close it.
   *
   * @param model tokenizer and graph
   * @param windows makes rows of pieces
   * @param batches whether rows say the same alone and in batches
   */
  TransformerEncoder(PieceModel model, PieceWindows windows, boolean batches) {
    this.model = model;
    this.windows = windows;
    this.batches = batches;
  }

  /**
   * The rows of a sequence of words.
   *
   * @param firstPieces number of the first piece of each word
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one call
  private record Words(int[] firstPieces, TextRows rows) {}

  @Override
  public int length(EncoderInput input) {
    int pieces = model.tokenizer().single().specials();
    for (String word : input.words()) {
      pieces += model.tokenizer().pieces(word).length;
    }
    return pieces;
  }

  @Override
  public List<Encoding> encode(List<EncoderInput> inputs) {
    List<Words> words = inputs.stream().map(this::words).toList();
    List<Encoding> encodings =
        model.encode(
            words.stream()
                .flatMap(one -> one.rows().windows().stream())
                .map(TextRows.Window::row)
                .toList());
    List<Encoding> byInput = new ArrayList<>(inputs.size());
    int next = 0;
    for (Words one : words) {
      int end = next + one.rows().windows().size();
      byInput.add(ofWords(one, encodings.subList(next, end)));
      next = end;
    }
    return byInput;
  }

  private Words words(EncoderInput input) {
    int[] firstPieces = new int[input.words().size()];
    List<int[]> pieces = new ArrayList<>(firstPieces.length);
    int count = 0;
    for (int word = 0; word < firstPieces.length; word++) {
      firstPieces[word] = count;
      pieces.add(model.tokenizer().pieces(input.words().get(word)));
      count += pieces.get(word).length;
    }
    int[] ids = pieces.stream().flatMapToInt(Arrays::stream).toArray();
    return new Words(firstPieces, windows.of(ids));
  }

  private static Encoding ofWords(Words words, List<Encoding> encodings) {
    Encoding pieces = words.rows().merged(encodings);
    float[][] ofPieces = pieces.tagLogits();
    float[][] ofWords = null;
    if (ofPieces != null) {
      ofWords = new float[words.firstPieces().length][];
      for (int word = 0; word < ofWords.length; word++) {
        ofWords[word] = ofPieces[words.firstPieces()[word]];
      }
    }
    return new Encoding(ofWords, pieces.classLogits(), null);
  }

  @Override
  public BatchCosts costs() {
    return BatchCosts.TRANSFORMER;
  }

  @Override
  public boolean batches() {
    return batches;
  }

  @Override
  public void close() {
    model.close();
  }
}
