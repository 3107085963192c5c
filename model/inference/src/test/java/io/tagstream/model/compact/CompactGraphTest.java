package io.tagstream.model.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactGraphTest {
  private static final long[][] ROW = {{2, 17, 99, 345, 599, 3}};
  private static final long[][] PADDED = {{2, 17, 99, 345, 599, 3, 0, 0}, {2, 1, 5, 6, 7, 8, 9, 3}};

  private static byte[] graph;

  @BeforeAll
  static void load() throws IOException {
    graph = Files.readAllBytes(Path.of("src/test/resources/reference/bert-token/model.onnx"));
  }

  /** Logits [B,P,K] of rows of pieces, number 0 padding them. */
  private static float[][][] logits(byte[] model, long[][] ids) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[][] mask = new long[ids.length][ids[0].length];
    for (int row = 0; row < ids.length; row++) {
      for (int piece = 0; piece < ids[row].length; piece++) {
        mask[row][piece] = ids[row][piece] == 0 ? 0 : 1;
      }
    }
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try (OrtSession session = environment.createSession(model);
        OnnxTensor pieces = OnnxTensor.createTensor(environment, ids);
        OnnxTensor segments =
            OnnxTensor.createTensor(environment, new long[ids.length][ids[0].length]);
        OnnxTensor masked = OnnxTensor.createTensor(environment, mask)) {
      inputs.put("input_ids", pieces);
      inputs.put("attention_mask", masked);
      inputs.put("token_type_ids", segments);
      try (OrtSession.Result result = session.run(inputs)) {
        return (float[][][]) result.get("logits").orElseThrow().getValue();
      }
    }
  }

  private static void assertNear(float[][][] found, float[][][] expected, float tolerance) {
    for (int piece = 0; piece < expected[0].length; piece++) {
      assertThat(found[0][piece]).hasSameSizeAs(expected[0][piece]);
      for (int tag = 0; tag < expected[0][piece].length; tag++) {
        assertThat(found[0][piece][tag]).isCloseTo(expected[0][piece][tag], within(tolerance));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"FP16, 0.8, 0.02", "INT8, 0.65, 0.3"})
  void shouldTakeLessRoomAndSayNearlyTheSame(WeightStorage storage, double share, float tolerance)
      throws IOException, OrtException {
    byte[] stored = CompactGraph.store(graph, storage);

    assertThat(stored.length).isLessThan((int) (share * graph.length));
    assertNear(logits(stored, ROW), logits(graph, ROW), tolerance);
  }

  @ParameterizedTest
  @CsvSource({"FP16", "INT8"})
  void shouldSayTheSameAloneAndPaddedInABatch(WeightStorage storage)
      throws IOException, OrtException {
    byte[] stored = CompactGraph.store(graph, storage);
    float[][] alone = logits(stored, ROW)[0];
    float[][] batched = logits(stored, PADDED)[0];

    for (int piece = 0; piece < alone.length; piece++) {
      assertThat(batched[piece]).isEqualTo(alone[piece]);
    }
  }

  /** As exporters of old wrote them: constants could be given from outside. */
  @Test
  void shouldStoreConstantsThatAreInputs() throws IOException, OrtException {
    ModelProto model = ModelProto.parseFrom(graph);
    ModelProto.Builder old = model.toBuilder().setIrVersion(3);
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      TypeProto.Tensor.Builder type =
          TypeProto.Tensor.newBuilder().setElemType(tensor.getDataType());
      tensor
          .getDimsList()
          .forEach(
              size ->
                  type.getShapeBuilder()
                      .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size)));
      old.getGraphBuilder()
          .addInput(
              ValueInfoProto.newBuilder()
                  .setName(tensor.getName())
                  .setType(TypeProto.newBuilder().setTensorType(type)));
    }

    byte[] stored = CompactGraph.store(old.build().toByteArray(), WeightStorage.INT8);

    assertThat(logits(stored, ROW))
        .isDeepEqualTo(logits(CompactGraph.store(graph, WeightStorage.INT8), ROW));
  }

  @Test
  void shouldRefuseAMatrixWithoutItsNumbers() throws IOException {
    ModelProto.Builder torn = ModelProto.parseFrom(graph).toBuilder();
    for (TensorProto.Builder tensor : torn.getGraphBuilder().getInitializerBuilderList()) {
      if (tensor.getDimsCount() == 2) {
        tensor.setRawData(ByteString.copyFrom(new byte[8]));
      }
    }

    assertThatThrownBy(() -> CompactGraph.store(torn.build().toByteArray(), WeightStorage.INT8))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in the graph, found 2; export it to one file");
  }

  @Test
  void shouldLeaveSinglePrecisionAlone() throws IOException {
    assertThat(CompactGraph.store(graph, WeightStorage.FP32)).isSameAs(graph);
  }

  @ParameterizedTest
  @CsvSource({"FP16, float16", "INT8, int8"})
  void shouldNotStoreAgainWhatIsStoredSmaller(WeightStorage first, String name) throws IOException {
    byte[] stored = CompactGraph.store(graph, first);

    for (WeightStorage second : WeightStorage.values()) {
      assertThatThrownBy(() -> CompactGraph.store(stored, second))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("stored as " + name + " already; take the model");
    }
  }

  @Test
  void shouldSayThatThereIsNothingToStore() throws IOException {
    ModelProto.Builder small = ModelProto.parseFrom(graph).toBuilder();
    small.getGraphBuilder().clearInitializer();

    assertThatThrownBy(() -> CompactGraph.store(small.build().toByteArray(), WeightStorage.INT8))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("to store as int8, found none");
  }

  @Test
  void shouldComputeInIntegers() throws IOException, OrtException {
    byte[] integers = IntegerGraph.of(graph);

    assertThat(new String(integers, StandardCharsets.ISO_8859_1)).contains("MatMulInteger");
    assertNear(logits(integers, ROW), logits(graph, ROW), 1);
    assertThat(Arrays.deepEquals(logits(integers, ROW), logits(graph, ROW))).isFalse();
  }

  @Test
  void shouldComputeWithIntegersThatAreStored() throws IOException, OrtException {
    byte[] stored = CompactGraph.store(graph, WeightStorage.INT8);
    byte[] integers = IntegerGraph.of(stored);

    assertThat(new String(integers, StandardCharsets.ISO_8859_1)).contains("MatMulInteger");
    assertThat(logits(integers, ROW)).isDeepEqualTo(logits(IntegerGraph.of(graph), ROW));
  }

  @Test
  void shouldRefuseWhatIsNoGraphOrHasNoProducts() {
    assertThatThrownBy(() -> IntegerGraph.of(new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected products");
    assertThatThrownBy(() -> CompactGraph.store(new byte[] {9, 9, 9}, WeightStorage.INT8))
        .isInstanceOf(IOException.class);
  }
}
