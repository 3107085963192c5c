package io.tagstream.model.bundle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.tagstream.model.bundle.BundleException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs written by the numbers of the fields in {@code onnx.proto}. */
class GraphScanTest {
  private static final GraphScan SCAN = new GraphScan("here/model.onnx");

  private static byte[] in(byte[] message, int... path) {
    byte[] whole = message;
    for (int i = path.length - 1; i >= 0; i--) {
      Field field = Field.newBuilder().addLengthDelimited(ByteString.copyFrom(whole)).build();
      whole = UnknownFieldSet.newBuilder().addField(path[i], field).build().toByteArray();
    }
    return whole;
  }

  private static byte[] number(int field, long value) {
    Field number = Field.newBuilder().addVarint(value).build();
    return UnknownFieldSet.newBuilder().addField(field, number).build().toByteArray();
  }

  private static byte[] raw(int type, byte[] numbers) {
    Field data = Field.newBuilder().addLengthDelimited(ByteString.copyFrom(numbers)).build();
    Field kind = Field.newBuilder().addVarint(type).build();
    return UnknownFieldSet.newBuilder().addField(9, data).addField(2, kind).build().toByteArray();
  }

  private static AbstractObjectAssert<?, BundleException> assertRefused(
      Reason reason, byte[] graph) {
    return assertThatThrownBy(() -> SCAN.verify(graph))
        .hasMessageStartingWith("here/model.onnx: expected ")
        .asInstanceOf(InstanceOfAssertFactories.type(BundleException.class))
        .returns(reason, BundleException::reason);
  }

  @Test
  void shouldTakeAGraphThatHoldsAllItsNumbers() {
    SCAN.verify(TinyBundle.files().read("model.onnx"));
    SCAN.verify(in(number(14, 0), 7, 5));
    SCAN.verify(new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7 5",
        "7 15 1",
        "7 15 2",
        "7 1 5 5",
        "7 1 5 10",
        "7 1 5 22 1",
        "7 1 5 23 2",
        "7 1 5 6 5",
        "7 1 5 11 1 5 6 5",
        "25 7 5 5",
        "25 11 5",
        "20 1 5",
        "20 2 1 5 5"
      })
  void shouldFindExternalDataWhereverATensorMayBe(String path) {
    int[] fields = Arrays.stream(path.split(" ", -1)).mapToInt(Integer::parseInt).toArray();

    assertRefused(Reason.EXTERNAL_DATA, in(number(14, 1), fields));
    assertRefused(Reason.EXTERNAL_DATA, in(in(new byte[] {1}, 13), fields));
    assertRefused(Reason.EXTERNAL_DATA, in(in(new byte[0], 14), fields));
  }

  @Test
  void shouldLookAtEachOccurrenceOfAField() {
    byte[] inside = in(number(14, 0), 7, 5);
    byte[] outside = in(number(14, 1), 7, 5);
    byte[] both =
        ByteBuffer.allocate(inside.length + outside.length).put(outside).put(inside).array();

    assertRefused(Reason.EXTERNAL_DATA, both);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0000C07F, 0000807F", // a float: not a number, infinity
    "10, 017E, 007C", // half precision
    "16, C17F, 807F", // the upper half of a float
    "11, 000000000000F87F, 000000000000F07F",
  })
  void shouldRefuseWeightsThatAreNoNumbersButNotInfinity(int type, String nan, String infinity) {
    byte[] bad = HexFormat.of().parseHex(nan);
    byte[] good = HexFormat.of().parseHex(infinity);
    byte[] second = ByteBuffer.allocate(2 * bad.length).put(good).put(bad).array();

    assertRefused(Reason.BAD_WEIGHTS, in(raw(type, second), 7, 5));
    SCAN.verify(in(raw(type, good), 7, 5));
  }

  @Test
  void shouldRefuseNaNInListsOfNumbers() {
    byte[] floats =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(Float.NaN).array();
    byte[] doubles =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(Double.NaN).array();

    assertRefused(Reason.BAD_WEIGHTS, in(floats, 7, 5, 4));
    assertRefused(Reason.BAD_WEIGHTS, in(doubles, 7, 5, 10));
  }

  @Test
  void shouldRefuseWhatIsNoGraph() {
    byte[] model = TinyBundle.files().read("model.onnx");
    byte[] deep = new byte[0];
    for (int i = 0; i < 200; i++) {
      deep = in(deep, 1, 5, 6);
    }

    assertRefused(Reason.BAD_GRAPH, Arrays.copyOf(model, model.length - 1));
    assertRefused(Reason.BAD_GRAPH, new byte[] {0});
    assertRefused(Reason.BAD_GRAPH, in(deep, 7));
  }
}
