package io.tagstream.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.training.transformer.weights.FloatFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfPrecisionTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 15360",
    "-2, -16384",
    "65504, 31743",
    "65519, 31743",
    "65520, 31744",
    "-1e9, -1024",
    "5.9604645e-8, 1",
    "2.9e-8, 0",
    "6.1035156e-5, 1024",
    "0.33325195, 13653",
    "1.00048828125, 15360",
    "1.00146484375, 15362",
  })
  void shouldRoundToTheNearest(float value, short bits) {
    assertThat(HalfPrecision.of(value)).isEqualTo(bits);
  }

  @Test
  void shouldReadBackEveryNumberThereIs() {
    ByteBuffer bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits = 0; bits < 1 << 16; bits++) {
      bytes.putShort(0, (short) bits);
      float value = FloatFormat.F16.read(bytes.rewind(), 1)[0];
      if (!Float.isNaN(value)) {
        assertThat(HalfPrecision.of(value)).isEqualTo((short) bits);
      }
    }
  }
}
