package io.tagstream.model.recurrent;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.RecurrentState;
import io.tagstream.model.onnx.NativeSpace;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The input tensors of one call of a graph of sentences: each different word once, and where it
 * stands. Rows are padded to the longest one. Used by one thread, which makes no other before it
 * has closed this one.
 */
final class SentenceBatch implements AutoCloseable {
  private final Map<String, OnnxTensor> tensors = new HashMap<>();
  private final OrtEnvironment environment;
  private final RecurrentShape shape;
  private final List<EncoderInput> inputs;
  private final NativeSpace space;

  SentenceBatch(
      OrtEnvironment environment,
      RecurrentShape shape,
      WordVectors vectors,
      List<EncoderInput> inputs)
      throws OrtException {
    this.environment = environment;
    this.shape = shape;
    this.inputs = inputs;
    int rows = inputs.size();
    int tokens = 1;
    for (EncoderInput input : inputs) {
      tokens = Math.max(tokens, input.words().size());
    }
    Map<String, Integer> different = new LinkedHashMap<>(2 * tokens);
    int[] positions = positions(tokens, different);
    List<float[]> words = vectors.of(different);
    space =
        NativeSpace.ofThread(
            (long) positions.length * Long.BYTES
                + 2L * rows * Integer.BYTES
                + (long) words.size() * words.get(0).length * Float.BYTES
                + 2L * shape.layers() * rows * shape.hiddenSize() * Float.BYTES);
    try {
      putPositions(positions, tokens);
      putLengths();
      putWords(words);
      putState();
    } catch (OrtException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Returns the tensors by the name of the input. */
  Map<String, OnnxTensor> tensors() {
    return tensors;
  }

  /**
   * Numbers the different words in the order they come.
   *
   * @param different gets the number of each
   * @return the number of the word of each token [B,T], 0 for padding
   */
  private int[] positions(int tokens, Map<String, Integer> different) {
    int[] positions = new int[inputs.size() * tokens];
    for (int row = 0; row < inputs.size(); row++) {
      List<String> words = inputs.get(row).words();
      for (int token = 0; token < words.size(); token++) {
        Integer next = different.size();
        Integer known = different.putIfAbsent(words.get(token), next);
        positions[row * tokens + token] = known == null ? next : known;
      }
    }
    return positions;
  }

  private void putPositions(int[] positions, int tokens) throws OrtException {
    LongBuffer values = space.longs(positions.length);
    for (int position : positions) {
      values.put(position);
    }
    tensors.put(
        RecurrentGraph.TOKEN_WORDS,
        OnnxTensor.createTensor(environment, values.flip(), new long[] {inputs.size(), tokens}));
  }

  private void putLengths() throws OrtException {
    IntBuffer lengths = space.ints(inputs.size());
    IntBuffer boundaries = space.ints(inputs.size());
    for (EncoderInput input : inputs) {
      if (!shape.streams() && input.boundary() < input.words().size()) {
        throw new IllegalArgumentException(
            "boundary: expected all %d words of the row, found %d; the model reads no streams"
                .formatted(input.words().size(), input.boundary()));
      }
      lengths.put(input.words().size());
      boundaries.put(input.boundary());
    }
    long[] dimensions = {inputs.size()};
    tensors.put(
        RecurrentGraph.LENGTHS, OnnxTensor.createTensor(environment, lengths.flip(), dimensions));
    if (shape.streams()) {
      tensors.put(
          RecurrentGraph.BOUNDARIES,
          OnnxTensor.createTensor(environment, boundaries.flip(), dimensions));
    }
  }

  private void putWords(List<float[]> vectors) throws OrtException {
    int width = vectors.get(0).length;
    FloatBuffer values = space.floats(vectors.size() * width);
    for (float[] vector : vectors) {
      values.put(vector);
    }
    tensors.put(
        RecurrentGraph.WORD_VECTORS,
        OnnxTensor.createTensor(environment, values.flip(), new long[] {vectors.size(), width}));
  }

  /** Adds the state that each row begins with. */
  private void putState() throws OrtException {
    putState(RecurrentGraph.INITIAL_HIDDEN, "hidden", RecurrentState::hidden);
    if (shape.cell().hasCellState()) {
      putState(RecurrentGraph.INITIAL_CELL, "cell", RecurrentState::cell);
    } else {
      for (EncoderInput input : inputs) {
        if (input.state() != null) {
          verifyWidth("cell", input.state().cell(), 0);
        }
      }
    }
  }

  private void putState(String name, String part, Function<RecurrentState, float[]> of)
      throws OrtException {
    int rows = inputs.size();
    int hidden = shape.hiddenSize();
    float[] zeros = new float[shape.layers() * hidden];
    FloatBuffer values = space.floats(zeros.length * rows);
    for (int row = 0; row < rows; row++) {
      RecurrentState state = inputs.get(row).state();
      float[] from = state == null ? zeros : of.apply(state);
      verifyWidth(part, from, zeros.length);
      for (int layer = 0; layer < shape.layers(); layer++) {
        values.put((layer * rows + row) * hidden, from, layer * hidden, hidden);
      }
    }
    long[] dimensions = {shape.layers(), rows, hidden};
    tensors.put(name, OnnxTensor.createTensor(environment, values, dimensions));
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
