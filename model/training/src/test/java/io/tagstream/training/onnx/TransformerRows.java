package io.tagstream.training.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.tagstream.model.onnx.GraphSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A graph of a transformer in ONNX Runtime, with the settings of production. */
public final class TransformerRows implements AutoCloseable {
  private final OrtSession session;

  public TransformerRows(byte[] graph) {
    session = GraphSession.open(OrtEnvironment.getEnvironment(), "graph", graph, unchecked -> {});
  }

  /** Runs rows in one batch, padded to the longest; returns an output as [B,P,n], unpadded. */
  public List<float[][]> run(String output, List<int[]> rows) {
    try (OrtSession.Result result = result(rows)) {
      float[][][] values = (float[][][]) result.get(output).orElseThrow().getValue();
      List<float[][]> cut = new ArrayList<>();
      for (int row = 0; row < rows.size(); row++) {
        cut.add(Arrays.copyOf(values[row], rows.get(row).length));
      }
      return cut;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs rows in one batch; returns the logits of the classes, [B,C]. */
  public float[][] classes(List<int[]> rows) {
    try (OrtSession.Result result = result(rows)) {
      return (float[][]) result.get("class_logits").orElseThrow().getValue();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private OrtSession.Result result(List<int[]> rows) throws OrtException {
    int longest = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    long[][] ids = new long[rows.size()][longest];
    long[][] mask = new long[rows.size()][longest];
    for (int row = 0; row < rows.size(); row++) {
      for (int piece = 0; piece < rows.get(row).length; piece++) {
        ids[row][piece] = rows.get(row)[piece];
        mask[row][piece] = 1;
      }
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> inputs = new TreeMap<>();
    try {
      inputs.put("input_ids", OnnxTensor.createTensor(environment, ids));
      inputs.put("attention_mask", OnnxTensor.createTensor(environment, mask));
      if (session.getInputNames().contains("token_type_ids")) {
        inputs.put(
            "token_type_ids", OnnxTensor.createTensor(environment, new long[rows.size()][longest]));
      }
      return session.run(inputs);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() {
    GraphSession.close(session);
  }
}
