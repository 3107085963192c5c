package io.tagstream.training.transformer.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Writes {@code .safetensors} files: the length of a header as eight little-endian bytes, the
 * header as JSON, the numbers as little-endian floats.
 */
public final class SafetensorsWriter {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The numbers begin at a multiple of this; the header is filled up with blanks. */
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * Writes a file; the same tensors give the same bytes.
   *
   * @param dimensions dimensions of each tensor by name
   * @param values its numbers, row by row
   * @throws IllegalArgumentException if a tensor has other numbers than its dimensions say
   */
  public static void write(
      Path file, Map<String, List<Integer>> dimensions, Map<String, float[]> values)
      throws IOException {
    Map<String, float[]> sorted = new TreeMap<>(values);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      byte[] header = header(dimensions, sorted);
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      length.putLong(header.length);
      out.write(length.array());
      out.write(header);
      for (float[] numbers : sorted.values()) {
        ByteBuffer bytes =
            ByteBuffer.allocate(Float.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        out.write(bytes.array());
      }
    }
  }

  private static byte[] header(Map<String, List<Integer>> dimensions, Map<String, float[]> values)
      throws IOException {
    ObjectNode header = MAPPER.createObjectNode();
    // What transformers looks for before it reads a file.
    header.putObject("__metadata__").put("format", "pt");
    long begin = 0;
    for (Map.Entry<String, float[]> tensor : values.entrySet()) {
      List<Integer> sizes =
          Objects.requireNonNull(dimensions.get(tensor.getKey()), tensor.getKey());
      long count = sizes.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
      if (count != tensor.getValue().length) {
        throw new IllegalArgumentException(
            "%s: expected %d numbers, %s, found %d; give the dimensions it has"
                .formatted(tensor.getKey(), count, sizes, tensor.getValue().length));
      }
      ObjectNode described = header.putObject(tensor.getKey()).put("dtype", "F32");
      sizes.forEach(described.putArray("shape")::add);
      long end = begin + count * Float.BYTES;
      described.putArray("data_offsets").add(begin).add(end);
      begin = end;
    }
    String json = MAPPER.writeValueAsString(header);
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    return (json + " ".repeat((ALIGNMENT - length % ALIGNMENT) % ALIGNMENT))
        .getBytes(StandardCharsets.UTF_8);
  }
}
