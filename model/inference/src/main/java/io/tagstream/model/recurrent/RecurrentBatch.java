package io.tagstream.model.recurrent;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.RecurrentState;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The input tensors of one call. Rows are padded to the longest row and words to the longest word
 * of the batch. Used by one thread; whoever made it closes it.
 */
final class RecurrentBatch implements RecurrentTensors {
  private final Map<String, OnnxTensor> tensors = new HashMap<>();

  RecurrentBatch(
      OrtEnvironment environment,
      RecurrentShape shape,
      WordFeatures features,
      List<EncoderInput> inputs)
      throws OrtException {
    WordIds[][] ids = new WordIds[inputs.size()][];
    int longestRow = 1;
    int longestWord = features.tokenizer().characterRows() == 0 ? 0 : 1;
    int mostLexiconRows = 1;
    for (int row = 0; row < ids.length; row++) {
      List<String> words = inputs.get(row).words();
      ids[row] = words.stream().map(features::ids).toArray(WordIds[]::new);
      longestRow = Math.max(longestRow, ids[row].length);
      for (WordIds word : ids[row]) {
        longestWord = Math.max(longestWord, word.characters().length);
        mostLexiconRows = Math.max(mostLexiconRows, word.lexicon().length);
      }
    }
    try {
      putIds(environment, ids, longestRow, longestWord, features.tokenizer().featureCount());
      if (features.tokenizer().lexicon() != null) {
        putLexiconIds(environment, ids, longestRow, mostLexiconRows);
      }
      putState(environment, shape, inputs, tensors);
    } catch (OrtException | RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public Map<String, OnnxTensor> tensors() {
    return tensors;
  }

  private void putIds(
      OrtEnvironment environment, WordIds[][] ids, int tokens, int characters, int featureCount)
      throws OrtException {
    int rows = ids.length;
    LongBuffer words = LongBuffer.allocate(rows * tokens);
    LongBuffer features = LongBuffer.allocate(rows * tokens * featureCount);
    LongBuffer spelling = LongBuffer.allocate(rows * tokens * characters);
    IntBuffer lengths = IntBuffer.allocate(rows);
    for (int row = 0; row < rows; row++) {
      lengths.put(row, ids[row].length);
      for (int token = 0; token < ids[row].length; token++) {
        WordIds word = ids[row][token];
        int position = row * tokens + token;
        words.put(position, word.word());
        put(features, position * featureCount, word.features());
        put(spelling, position * characters, word.characters());
      }
    }
    tensors.put(
        RecurrentGraph.WORD_IDS,
        OnnxTensor.createTensor(environment, words, new long[] {rows, tokens}));
    if (featureCount > 0) {
      tensors.put(
          RecurrentGraph.FEATURE_IDS,
          OnnxTensor.createTensor(environment, features, new long[] {rows, tokens, featureCount}));
    }
    if (characters > 0) {
      tensors.put(
          RecurrentGraph.CHARACTER_IDS,
          OnnxTensor.createTensor(environment, spelling, new long[] {rows, tokens, characters}));
    }
    tensors.put(
        RecurrentGraph.LENGTHS, OnnxTensor.createTensor(environment, lengths, new long[] {rows}));
  }

  private void putLexiconIds(
      OrtEnvironment environment, WordIds[][] ids, int tokens, int lexiconRows)
      throws OrtException {
    LongBuffer lexicon = LongBuffer.allocate(ids.length * tokens * lexiconRows);
    for (int row = 0; row < ids.length; row++) {
      for (int token = 0; token < ids[row].length; token++) {
        put(lexicon, (row * tokens + token) * lexiconRows, ids[row][token].lexicon());
      }
    }
    tensors.put(
        RecurrentGraph.LEXICON_IDS,
        OnnxTensor.createTensor(
            environment, lexicon, new long[] {ids.length, tokens, lexiconRows}));
  }

  private static void put(LongBuffer target, int position, int[] values) {
    for (int i = 0; i < values.length; i++) {
      target.put(position + i, values[i]);
    }
  }

  /** Adds the state that each row begins with. */
  static void putState(
      OrtEnvironment environment,
      RecurrentShape shape,
      List<EncoderInput> inputs,
      Map<String, OnnxTensor> tensors)
      throws OrtException {
    int rows = inputs.size();
    FloatBuffer hidden = FloatBuffer.allocate(shape.layers() * rows * shape.hiddenSize());
    boolean hasCell = shape.cell().hasCellState();
    FloatBuffer cell = FloatBuffer.allocate(hasCell ? hidden.capacity() : 0);
    for (int row = 0; row < rows; row++) {
      RecurrentState state = inputs.get(row).state();
      if (state != null) {
        verifyWidth("hidden", state.hidden(), hidden.capacity() / rows);
        verifyWidth("cell", state.cell(), cell.capacity() / rows);
        for (int layer = 0; layer < shape.layers(); layer++) {
          int from = layer * shape.hiddenSize();
          int to = (layer * rows + row) * shape.hiddenSize();
          hidden.put(to, state.hidden(), from, shape.hiddenSize());
          if (hasCell) {
            cell.put(to, state.cell(), from, shape.hiddenSize());
          }
        }
      }
    }
    long[] dimensions = {shape.layers(), rows, shape.hiddenSize()};
    tensors.put(
        RecurrentGraph.INITIAL_HIDDEN, OnnxTensor.createTensor(environment, hidden, dimensions));
    if (hasCell) {
      tensors.put(
          RecurrentGraph.INITIAL_CELL, OnnxTensor.createTensor(environment, cell, dimensions));
    }
  }

  private static void verifyWidth(String name, float[] values, int expected) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "state."
              + name
              + ": expected "
              + expected
              + " numbers, found "
              + values.length
              + "; the state was written by another model");
    }
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
  }
}
