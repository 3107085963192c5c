package io.tagstream.training.onnx;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.List;

/** Takes weights out of ONNX graphs that others wrote. */
public final class OnnxTensors {
  private OnnxTensors() {}

  /**
   * Returns a float matrix of a graph.
   *
   * @param stream the bytes of the graph; whoever opened it closes it
   * @param subject what to call the graph in messages
   * @param name the name of the matrix; if there is none of that name, the only one of that many
   *     rows is taken
   * @param rows its rows
   * @throws IOException if the bytes are no graph or there is no such matrix
   */
  public static Matrix matrix(InputStream stream, String subject, String name, int rows)
      throws IOException {
    List<OnnxMl.TensorProto> candidates =
        OnnxMl.ModelProto.parseFrom(stream).getGraph().getInitializerList().stream()
            .filter(tensor -> isMatrix(tensor, rows))
            .toList();
    OnnxMl.TensorProto found =
        candidates.stream()
            .filter(tensor -> tensor.getName().equals(name))
            .findFirst()
            .orElse(candidates.size() == 1 ? candidates.get(0) : null);
    if (found == null) {
      throw new IOException(
          ("%s: expected a float matrix '%s' of %d rows, found %d others of that many rows;"
                  + " check that the graph and what it is read with are of one version")
              .formatted(subject, name, rows, candidates.size()));
    }
    int columns = Math.toIntExact(found.getDims(1));
    float[] values = new float[rows * columns];
    found
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return new Matrix(rows, columns, values);
  }

  /** Whether a tensor is a float matrix of that many rows, stored as raw bytes. */
  private static boolean isMatrix(OnnxMl.TensorProto tensor, int rows) {
    return tensor.getDataType() == OnnxMl.TensorProto.DataType.FLOAT.getNumber()
        && tensor.getDimsCount() == 2
        && tensor.getDims(0) == rows
        && tensor.getRawData().size() == rows * tensor.getDims(1) * Float.BYTES;
  }
}
