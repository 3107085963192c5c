package io.tagstream.model.recurrent;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.tagstream.model.encoder.WordCache;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * What the recurrent layers read of each word, float [V]: computed once and kept for the words that
 * come up often, because it is half the work of a network and the same wherever the word stands.
 * Safe for use by several threads at once; whoever opened the session closes it.
 */
final class WordVectors {
  /** About 6 kB each with 200 hidden units; up to twice as many are held. */
  private static final int CACHED_WORDS = 2048;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final WordFeatures features;
  private final WordCache<float[]> cache = new WordCache<>(CACHED_WORDS);

  /**
   * Takes a graph.
   *
   * @param session the graph of words, with the output {@link RecurrentGraph#WORD_VECTORS}
   * @param features what makes numbers of words
   */
  WordVectors(OrtEnvironment environment, OrtSession session, WordFeatures features) {
    this.environment = environment;
    this.session = session;
    this.features = features;
  }

  /**
   * Returns the vectors of different words; do not change them. A word has the same bits whatever
   * words it is asked for with.
   *
   * @param numbers the words, numbered from 0
   * @return the vectors by the numbers of the words
   */
  List<float[]> of(Map<String, Integer> numbers) throws OrtException {
    float[][] vectors = new float[numbers.size()][];
    List<String> missing = new ArrayList<>();
    numbers.forEach(
        (word, number) -> {
          float[] vector = cache.get(word);
          if (vector == null) {
            missing.add(word);
          } else {
            vectors[number] = vector;
          }
        });
    if (!missing.isEmpty()) {
      List<float[]> computed = compute(missing);
      for (int i = 0; i < computed.size(); i++) {
        vectors[Objects.requireNonNull(numbers.get(missing.get(i)))] = computed.get(i);
      }
    }
    return Arrays.asList(vectors);
  }

  /** Returns the words whose vectors are kept, those that came up last at the end. */
  List<String> kept() {
    return cache.words();
  }

  /** Computes and keeps the vectors of different words, unless they are kept already. */
  void keep(List<String> words) throws OrtException {
    List<String> missing = words.stream().filter(word -> cache.get(word) == null).toList();
    if (!missing.isEmpty()) {
      compute(missing);
    }
  }

  private List<float[]> compute(List<String> words) throws OrtException {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      put(tensors, words.stream().map(features::ids).toList());
      try (OrtSession.Result result = session.run(tensors, Set.of(RecurrentGraph.WORD_VECTORS))) {
        FloatBuffer computed = ((OnnxTensor) result.get(0)).getFloatBuffer();
        List<float[]> vectors = new ArrayList<>(words.size());
        for (String word : words) {
          float[] vector = new float[computed.capacity() / words.size()];
          computed.get(vector);
          cache.put(word, vector);
          vectors.add(vector);
        }
        return vectors;
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private void put(Map<String, OnnxTensor> tensors, List<WordIds> ids) throws OrtException {
    put(tensors, RecurrentGraph.WORD_IDS, ids, word -> new int[] {word.word()}, 0);
    int featureCount = features.tokenizer().featureCount();
    if (featureCount > 0) {
      put(tensors, RecurrentGraph.FEATURE_IDS, ids, WordIds::features, featureCount);
    }
    if (features.tokenizer().characterRows() > 0) {
      put(tensors, RecurrentGraph.CHARACTER_IDS, ids, WordIds::characters);
    }
    if (features.tokenizer().lexicon() != null) {
      put(tensors, RecurrentGraph.LEXICON_IDS, ids, WordIds::lexicon);
    }
  }

  /** Adds as many numbers of each word as the word with the most of them has. */
  private void put(
      Map<String, OnnxTensor> tensors,
      String name,
      List<WordIds> ids,
      Function<WordIds, int[]> numbers)
      throws OrtException {
    int most = ids.stream().mapToInt(word -> numbers.apply(word).length).max().orElse(0);
    put(tensors, name, ids, numbers, Math.max(1, most));
  }

  /** Adds the numbers of each word, in zeros: [N,1] if {@code width} is 0, else [N,1,width]. */
  private void put(
      Map<String, OnnxTensor> tensors,
      String name,
      List<WordIds> ids,
      Function<WordIds, int[]> numbers,
      int width)
      throws OrtException {
    int rows = ids.size();
    LongBuffer values = LongBuffer.allocate(rows * Math.max(1, width));
    for (int row = 0; row < rows; row++) {
      int[] ofWord = numbers.apply(ids.get(row));
      for (int i = 0; i < ofWord.length; i++) {
        values.put(row * Math.max(1, width) + i, ofWord[i]);
      }
    }
    long[] dimensions = width == 0 ? new long[] {rows, 1} : new long[] {rows, 1, width};
    tensors.put(name, OnnxTensor.createTensor(environment, values, dimensions));
  }
}
