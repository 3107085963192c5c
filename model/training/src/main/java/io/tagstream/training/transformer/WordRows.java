package io.tagstream.training.transformer;

import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.network.TrainingSentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Sentences as rows of pieces: B rows, P pieces of the longest, T words of the longest. The pieces
 * of a word are its {@link WordIds#lexicon}.
 *
 * @param sentences the sentences, as far as they fit
 * @param rows their pieces, special ones among them
 * @param firsts for each sentence the place of the first piece of each word
 */
record WordRows(List<TrainingSentence> sentences, List<PieceRow> rows, List<int[]> firsts) {

  /**
   * Makes the rows.
   *
   * @param words what stands for a word
   */
  static WordRows of(
      List<TrainingSentence> sentences, TransformerParts parts, UnaryOperator<int[]> words) {
    List<TrainingSentence> fitting = new ArrayList<>();
    List<PieceRow> rows = new ArrayList<>();
    List<int[]> firsts = new ArrayList<>();
    int room = parts.maxPieces() - parts.template().specials();
    for (TrainingSentence sentence : sentences) {
      List<int[]> pieces =
          sentence.words().stream()
              .map(word -> words.apply(word.lexicon()))
              // A word that fills a row by itself loses its end.
              .map(word -> word.length <= room ? word : Arrays.copyOf(word, room))
              .toList();
      int[] places = places(pieces, parts.template().begin(), room);
      boolean fits = places.length == pieces.size();
      fitting.add(fits ? sentence : sentence.cut(places.length, 0).get(0));
      rows.add(row(pieces.subList(0, places.length), parts));
      firsts.add(places);
    }
    return new WordRows(fitting, rows, firsts);
  }

  /** Places of the first pieces of those words that fit. */
  private static int[] places(List<int[]> pieces, int begin, int room) {
    int[] places = new int[pieces.size()];
    int end = 0;
    int count = 0;
    while (count < places.length && end + pieces.get(count).length <= room) {
      places[count] = begin + end;
      end += pieces.get(count++).length;
    }
    return Arrays.copyOf(places, count);
  }

  private static PieceRow row(List<int[]> pieces, TransformerParts parts) {
    int[] joined = pieces.stream().flatMapToInt(IntStream::of).toArray();
    return PieceRow.of(parts.template().row(joined).ids());
  }

  /** Returns the rows from one to another. */
  WordRows part(int begin, int end) {
    return new WordRows(
        sentences.subList(begin, end), rows.subList(begin, end), firsts.subList(begin, end));
  }

  /** Returns the pieces that occur, in order, each once. */
  long[] occurring() {
    return rows.stream()
        .flatMapToInt(row -> IntStream.of(row.ids()))
        .sorted()
        .distinct()
        .asLongStream()
        .toArray();
  }

  /** Makes the tensors of the rows; ids are places among some pieces that occur. */
  PieceBatch batch(long[] occurring) {
    return PieceBatch.of(
        rows.stream()
            .map(
                row ->
                    PieceRow.of(
                        IntStream.of(row.ids())
                            .map(id -> Arrays.binarySearch(occurring, id))
                            .toArray()))
            .toList());
  }

  /** Returns T. */
  int words() {
    return firsts.stream().mapToInt(row -> row.length).max().orElse(0);
  }

  /** Positions of the first pieces among all of the batch, int64 [T B]; padding has any. */
  Tensor places(int pieces) {
    long[] places = new long[words() * rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      int[] first = firsts.get(row);
      for (int word = 0; word < words(); word++) {
        places[word * rows.size() + row] =
            (long) row * pieces + (word < first.length ? first[word] : 0);
      }
    }
    return Tensor.create(places);
  }

  /** Float [T,B,1]: 1 for words, 0 for padding. */
  Tensor mask() {
    float[] mask = new float[words() * rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      for (int word = 0; word < firsts.get(row).length; word++) {
        mask[word * rows.size() + row] = 1;
      }
    }
    return Tensor.create(mask, words(), rows.size(), 1);
  }
}
