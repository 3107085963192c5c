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
 * of a word are its {@link WordIds#lexicon}, at least one.
 *
 * @param sentences the sentences, each as long as a row holds
 * @param rows their pieces, special ones among them
 * @param firsts for each sentence the place of the first piece of each word
 */
record WordRows(List<TrainingSentence> sentences, List<PieceRow> rows, List<int[]> firsts) {

  /**
   * Cuts sentences that are longer than a row between words: the next row begins with the word that
   * the one before has no room for. All train what the sentence trains, the class among it, for
   * that of a text that is served in windows is their mean.
   */
  static List<TrainingSentence> cut(List<TrainingSentence> sentences, TransformerParts parts) {
    List<TrainingSentence> rows = new ArrayList<>();
    for (TrainingSentence sentence : sentences) {
      TrainingSentence rest = sentence;
      int fitting = fitting(rest, parts.room());
      while (fitting < rest.words().size()) {
        List<TrainingSentence> pieces = rest.cut(fitting, 0);
        rows.add(pieces.get(0));
        rest = pieces.get(1);
        fitting = fitting(rest, parts.room());
      }
      rows.add(rest);
    }
    return rows;
  }

  /** Returns how many words a row holds, at least one. */
  private static int fitting(TrainingSentence sentence, int room) {
    int count = 1;
    int pieces = sentence.words().get(0).lexicon().length;
    while (count < sentence.words().size()) {
      pieces += sentence.words().get(count).lexicon().length;
      if (pieces > room) {
        break;
      }
      count++;
    }
    return count;
  }

  /**
   * Makes the rows.
   *
   * @param sentences sentences that fit, as {@link #cut} makes them
   * @param words what stands for a word, not longer than it
   */
  static WordRows of(
      List<TrainingSentence> sentences, TransformerParts parts, UnaryOperator<int[]> words) {
    List<PieceRow> rows = new ArrayList<>();
    List<int[]> firsts = new ArrayList<>();
    for (TrainingSentence sentence : sentences) {
      List<int[]> pieces =
          sentence.words().stream()
              .map(word -> words.apply(word.lexicon()))
              // A word that fills a row by itself loses its end.
              .map(word -> word.length <= parts.room() ? word : Arrays.copyOf(word, parts.room()))
              .toList();
      rows.add(row(pieces, parts));
      firsts.add(places(pieces, parts.template().begin()));
    }
    return new WordRows(sentences, rows, firsts);
  }

  private static int[] places(List<int[]> pieces, int begin) {
    int[] places = new int[pieces.size()];
    int place = begin;
    for (int word = 0; word < places.length; word++) {
      places[word] = place;
      place += pieces.get(word).length;
    }
    return places;
  }

  private static PieceRow row(List<int[]> pieces, TransformerParts parts) {
    int[] joined = pieces.stream().flatMapToInt(IntStream::of).toArray();
    return PieceRow.of(parts.template().row(joined).ids());
  }

  /** Returns some of the rows. */
  WordRows select(List<Integer> positions) {
    return new WordRows(
        positions.stream().map(sentences::get).toList(),
        positions.stream().map(rows::get).toList(),
        positions.stream().map(firsts::get).toList());
  }

  /** Returns T. */
  int words() {
    return firsts.stream().mapToInt(row -> row.length).max().orElse(0);
  }

  /** Positions of the first pieces among all of the batch, int64 [T B]; padding has any. */
  Tensor places(int pieces) {
    int words = words();
    long[] places = new long[words * rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      int[] first = firsts.get(row);
      for (int word = 0; word < words; word++) {
        places[word * rows.size() + row] =
            (long) row * pieces + (word < first.length ? first[word] : 0);
      }
    }
    return Tensor.create(places);
  }

  /** Float [T,B,1]: 1 for words, 0 for padding. */
  Tensor mask() {
    int words = words();
    float[] mask = new float[words * rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      for (int word = 0; word < firsts.get(row).length; word++) {
        mask[word * rows.size() + row] = 1;
      }
    }
    return Tensor.create(mask, words, rows.size(), 1);
  }
}
