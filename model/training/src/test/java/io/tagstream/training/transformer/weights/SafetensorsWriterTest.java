package io.tagstream.training.transformer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldWriteLengthHeaderAndLittleEndianNumbers() throws IOException {
    Path file = directory.resolve("model.safetensors");

    SafetensorsWriter.write(
        file,
        Map.of("b", List.of(2, 2), "a", List.of(1)),
        Map.of("b", new float[] {1, 2, 3, 4}, "a", new float[] {0.5f}));

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(bytes.getLong());
    assertThat(length % 8).isZero();
    byte[] header = new byte[length];
    bytes.get(header);
    JsonNode json = new ObjectMapper().readTree(header);
    assertThat(json.path("__metadata__").path("format").asText()).isEqualTo("pt");
    assertThat(json.path("a").toString())
        .isEqualTo("{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}");
    assertThat(json.path("b").toString())
        .isEqualTo("{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[4,20]}");
    float[] numbers = new float[5];
    bytes.asFloatBuffer().get(numbers);
    assertThat(numbers).containsExactly(0.5f, 1, 2, 3, 4);
    assertThat(bytes.remaining()).isEqualTo(20);
  }

  @Test
  void shouldRefuseDimensionsOfOtherNumbers() {
    assertThatThrownBy(
            () ->
                SafetensorsWriter.write(
                    directory.resolve("wrong"),
                    Map.of("a", List.of(2, 3)),
                    Map.of("a", new float[5])))
        .hasMessageContaining("a: expected 6 numbers, [2, 3], found 5");
  }
}
