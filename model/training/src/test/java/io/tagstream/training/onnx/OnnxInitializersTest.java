package io.tagstream.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.tagstream.training.transformer.weights.StoredTensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxInitializersTest {
  private static final String MATRIX = "encoder.layer.0.output.dense.weight";

  @Test
  void shouldNameMatricesByTheProductsTheyStandIn() throws IOException {
    OnnxMl.GraphProto graph =
        OnnxMl.GraphProto.newBuilder()
            .addNode(
                OnnxMl.NodeProto.newBuilder()
                    .setOpType("MatMul")
                    .setName("/encoder/layer.0/output/dense/MatMul")
                    .addInput("hidden")
                    .addInput("onnx::MatMul_7"))
            // Not a graph that runs; nothing but its constants is looked at.
            .addNode(OnnxMl.NodeProto.newBuilder().setOpType("MatMul").setName("/torn/MatMul"))
            .addInitializer(matrix(List.of(1L, 2L)).setName("onnx::MatMul_7"))
            .addInitializer(matrix(List.of(2L, 1L)).setName("embeddings.weight"))
            .build();

    Map<String, StoredTensor> tensors = read(graph);

    assertThat(tensors).containsOnlyKeys(MATRIX, "embeddings.weight");
    assertThat(Objects.requireNonNull(tensors.get(MATRIX)).dimensions()).containsExactly(2, 1);
  }

  @Test
  void shouldNameThemByWhatTheNodesSayIfTheseHaveNoNames() throws IOException {
    OnnxMl.GraphProto graph =
        OnnxMl.GraphProto.newBuilder()
            .addNode(
                OnnxMl.NodeProto.newBuilder()
                    .setOpType("MatMul")
                    .addInput("hidden")
                    .addInput("onnx::MatMul_7")
                    .addOutput("/encoder/layer.0/output/dense/MatMul_output_0"))
            .addNode(
                OnnxMl.NodeProto.newBuilder()
                    .setOpType("MatMul")
                    .addInput("hidden")
                    .addInput("onnx::MatMul_8")
                    .addOutput("logits"))
            .addInitializer(matrix(List.of(1L, 2L)).setName("onnx::MatMul_7"))
            .addInitializer(matrix(List.of(1L, 2L)).setName("onnx::MatMul_8"))
            .build();

    assertThat(read(graph)).containsOnlyKeys(MATRIX, "onnx::MatMul_8");
  }

  static List<List<Long>> sizesOfNoTensor() {
    return List.of(
        List.of(-1L, -2L),
        List.of(1L << 31, 1L),
        List.of(1L << 40),
        List.of(1L << 16, 1L << 16),
        List.of(3L, 1L));
  }

  @ParameterizedTest
  @MethodSource("sizesOfNoTensor")
  void shouldRefuseSizesThatLie(List<Long> sizes) {
    OnnxMl.GraphProto graph =
        OnnxMl.GraphProto.newBuilder().addInitializer(matrix(sizes).setName("table")).build();

    assertThatThrownBy(() -> read(graph))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("graph: expected ")
        .hasMessageContaining("'table'");
  }

  private static TensorProto.Builder matrix(List<Long> sizes) {
    return TensorProto.newBuilder()
        .setDataType(TensorProto.DataType.FLOAT_VALUE)
        .addAllDims(sizes)
        .setRawData(ByteString.copyFrom(new byte[8]));
  }

  private static Map<String, StoredTensor> read(OnnxMl.GraphProto graph) throws IOException {
    byte[] model = OnnxMl.ModelProto.newBuilder().setGraph(graph).build().toByteArray();
    return OnnxInitializers.read(new ByteArrayInputStream(model), "graph");
  }
}
