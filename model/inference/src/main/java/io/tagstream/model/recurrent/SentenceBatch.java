package io.tagstream.model.recurrent;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.RecurrentState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The input tensors of one call of a graph of sentences: each different word once, and where it
 * stands. Rows are padded to the longest one. Used by one thread, which makes no other before it
 * has closed this one.
 */
final class SentenceBatch implements AutoCloseable {
  /** Native memory for the vectors of the words, made anew only when a batch needs more. */
  private static final ThreadLocal<ByteBuffer> SPACE =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(0));

  private final Map<String, OnnxTensor> tensors = new HashMap<>();

  SentenceBatch(
      OrtEnvironment environment,
      RecurrentShape shape,
      WordVectors vectors,
      List<EncoderInput> inputs)
      throws OrtException {
    try {
      putWords(environment, vectors, inputs);
      putBoundaries(environment, shape, inputs);
      putState(environment, shape, inputs);
    } catch (OrtException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Returns the tensors by the name of the input. */
  Map<String, OnnxTensor> tensors() {
    return tensors;
  }

  private void putWords(OrtEnvironment environment, WordVectors vectors, List<EncoderInput> inputs)
      throws OrtException {
    int rows = inputs.size();
    int tokens = inputs.stream().mapToInt(input -> input.words().size()).max().orElse(1);
    IntBuffer lengths = IntBuffer.allocate(rows);
    LongBuffer positions = LongBuffer.allocate(rows * tokens);
    Map<String, Integer> different = new LinkedHashMap<>();
    for (int row = 0; row < rows; row++) {
      List<String> words = inputs.get(row).words();
      lengths.put(row, words.size());
      for (int token = 0; token < words.size(); token++) {
        int next = different.size();
        Integer known = different.putIfAbsent(words.get(token), next);
        positions.put(row * tokens + token, known == null ? next : known);
      }
    }
    put(environment, vectors.of(different.keySet()));
    tensors.put(
        RecurrentGraph.TOKEN_WORDS,
        OnnxTensor.createTensor(environment, positions, new long[] {rows, tokens}));
    tensors.put(
        RecurrentGraph.LENGTHS, OnnxTensor.createTensor(environment, lengths, new long[] {rows}));
  }

  private void putBoundaries(
      OrtEnvironment environment, RecurrentShape shape, List<EncoderInput> inputs)
      throws OrtException {
    IntBuffer boundaries = IntBuffer.allocate(inputs.size());
    for (EncoderInput input : inputs) {
      if (!shape.streams() && input.boundary() < input.words().size()) {
        throw new IllegalArgumentException(
            "boundary: expected all %d words of the row, found %d; the model reads no streams"
                .formatted(input.words().size(), input.boundary()));
      }
      boundaries.put(input.boundary());
    }
    if (shape.streams()) {
      tensors.put(
          RecurrentGraph.BOUNDARIES,
          OnnxTensor.createTensor(environment, boundaries.flip(), new long[] {inputs.size()}));
    }
  }

  private void put(OrtEnvironment environment, List<float[]> vectors) throws OrtException {
    int width = vectors.get(0).length;
    FloatBuffer values = space(vectors.size() * width);
    for (float[] vector : vectors) {
      values.put(vector);
    }
    values.flip();
    tensors.put(
        RecurrentGraph.WORD_VECTORS,
        OnnxTensor.createTensor(environment, values, new long[] {vectors.size(), width}));
  }

  private static FloatBuffer space(int count) {
    ByteBuffer bytes = SPACE.get();
    if (bytes.capacity() < count * Float.BYTES) {
      bytes = ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder());
      SPACE.set(bytes);
    }
    return bytes.asFloatBuffer().limit(count);
  }

  /** Adds the state that each row begins with. */
  private void putState(OrtEnvironment environment, RecurrentShape shape, List<EncoderInput> inputs)
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
