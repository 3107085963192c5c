package io.tagstream.training.network;

import io.tagstream.model.recurrent.WordIds;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The tensors of some sentences, tokens first: T tokens of the longest row, B rows. Lives in the
 * pointer scope it was made in.
 *
 * @param tokens T
 * @param rows B
 * @param wordIds int64 [T,B]
 * @param featureIds int64 [T,B,F]
 * @param different the different words of the batch
 * @param characterIds int64 [N,W+2]: the empty word, then each different word, in zeros
 * @param spellings int64 [T B]: for each token the row of {@code characterIds}
 * @param reversal int64 [T B]: position of the token that stands here when rows are reversed
 * @param mask float [T,B,1]: 1 for tokens, 0 for padding
 */
record Batch(
    int tokens,
    int rows,
    Tensor wordIds,
    Tensor featureIds,
    List<WordIds> different,
    Tensor characterIds,
    Tensor spellings,
    Tensor reversal,
    Tensor mask) {

  /**
   * Makes the tensors.
   *
   * @param wordDropout maps the id of a word to itself or to another one, once a token
   */
  static Batch of(List<TrainingSentence> sentences, IntUnaryOperator wordDropout) {
    int rows = sentences.size();
    int tokens = sentences.stream().mapToInt(sentence -> sentence.words().size()).max().orElse(1);
    int featureCount = sentences.get(0).words().get(0).features().length;
    long[] wordIds = new long[tokens * rows];
    long[] featureIds = new long[tokens * rows * featureCount];
    long[] spellings = new long[tokens * rows];
    long[] reversal = new long[tokens * rows];
    float[] mask = new float[tokens * rows];
    IdentityHashMap<WordIds, Integer> different = new IdentityHashMap<>();
    for (int row = 0; row < rows; row++) {
      List<WordIds> words = sentences.get(row).words();
      for (int token = 0; token < tokens; token++) {
        int position = token * rows + row;
        reversal[position] = position;
        if (token < words.size()) {
          WordIds word = words.get(token);
          wordIds[position] = wordDropout.applyAsInt(word.word());
          for (int i = 0; i < featureCount; i++) {
            featureIds[position * featureCount + i] = word.features()[i];
          }
          spellings[position] = different.computeIfAbsent(word, unused -> different.size() + 1);
          reversal[position] = (long) (words.size() - 1 - token) * rows + row;
          mask[position] = 1;
        }
      }
    }
    return new Batch(
        tokens,
        rows,
        Tensor.create(wordIds, tokens, rows),
        Tensor.create(featureIds, tokens, rows, featureCount),
        words(different),
        characterIds(different),
        Tensor.create(spellings),
        Tensor.create(reversal),
        Tensor.create(mask, tokens, rows, 1));
  }

  private static List<WordIds> words(IdentityHashMap<WordIds, Integer> different) {
    WordIds[] words = new WordIds[different.size()];
    different.forEach((word, row) -> words[row - 1] = word);
    return List.of(words);
  }

  /** Row 0 is the empty word, which padding is spelled with. */
  private static Tensor characterIds(IdentityHashMap<WordIds, Integer> different) {
    int longest =
        different.keySet().stream().mapToInt(word -> word.characters().length).max().orElse(0);
    int width = Math.max(1, longest) + 2;
    long[] ids = new long[(different.size() + 1) * width];
    different.forEach(
        (word, row) -> {
          int[] characters = word.characters();
          for (int i = 0; i < characters.length; i++) {
            ids[row * width + 1 + i] = characters[i];
          }
        });
    return Tensor.create(ids, different.size() + 1, width);
  }

  /** Turns the tokens of each row round and leaves padding where it is, float [T,B,n]. */
  Tensor reversed(Tensor values) {
    long width = values.size(2);
    return values
        .reshape((long) tokens * rows, width)
        .index_select(0, reversal)
        .reshape(tokens, rows, width);
  }

  /** Keeps some rows of a tensor [T,B,n]. */
  Tensor select(Tensor values, int[] kept) {
    if (kept.length == rows) {
      return values;
    }
    return values.index_select(1, Tensor.create(IntStream.of(kept).asLongStream().toArray()));
  }
}
