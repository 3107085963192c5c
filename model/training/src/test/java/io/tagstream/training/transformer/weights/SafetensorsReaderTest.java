package io.tagstream.training.transformer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsReaderTest {
  private static final String HEADER =
      "{\"__metadata__\":{\"format\":\"pt\"},"
          + "\"a.weight\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
          + "\"half\":{\"dtype\":\"F16\",\"shape\":[3],\"data_offsets\":[16,22]},"
          + "\"brain\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":[22,24]},"
          + "\"ids\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[24,32]}}";

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldReadNumbersOfEveryFormat() throws IOException {
    Map<String, StoredTensor> tensors = SafetensorsReader.read(write(HEADER, 32));

    assertThat(tensors.keySet()).containsExactly("a.weight", "brain", "half");
    assertThat(tensors.get("a.weight"))
        .satisfies(
            tensor -> {
              assertThat(tensor.dimensions()).containsExactly(2, 2);
              assertThat(tensor.values()).containsExactly(1.5f, -2, 3e-20f, 4);
              assertThat(tensor.transposed().values()).containsExactly(1.5f, 3e-20f, -2, 4);
              assertThat(tensor.rowsFrom(1).values()).containsExactly(3e-20f, 4);
            });
    assertThat(tensors.get("half"))
        .extracting(StoredTensor::values)
        .isEqualTo(new float[] {1, -2, 0x1p-24f});
    assertThat(tensors.get("brain"))
        .satisfies(
            tensor -> {
              assertThat(tensor.dimensions()).isEqualTo(List.of());
              assertThat(tensor.values()).containsExactly(-1.0f);
            });
  }

  @Test
  void shouldRefuseAFileThatIsCutShort() throws IOException {
    assertThatThrownBy(() -> SafetensorsReader.read(write(HEADER, 12)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected a safetensors file, found it cut short; fetch it again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON at all",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[9],\"data_offsets\":[0,16]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,4],\"data_offsets\":[0,16]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[500000000],\"data_offsets\":[0,2000000000]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],"
            + "\"data_offsets\":[9223372036854775791,9223372036854775807]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1,-4],\"data_offsets\":[0,16]}}",
      })
  void shouldRefuseAnotherHeader(String header) throws IOException {
    assertThatThrownBy(() -> SafetensorsReader.read(write(header, 32)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected a safetensors file, found ");
  }

  private Path write(String header, int bytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + text.length + 32)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text);
    for (float value : new float[] {1.5f, -2, 3e-20f, 4}) {
      file.putFloat(value);
    }
    for (int half : new int[] {0x3C00, 0xC000, 1}) {
      file.putShort((short) half);
    }
    file.putShort((short) 0xBF80);
    byte[] all = Arrays.copyOf(file.array(), 8 + text.length + bytes);
    return Files.write(directory.resolve("model.safetensors"), all);
  }
}
