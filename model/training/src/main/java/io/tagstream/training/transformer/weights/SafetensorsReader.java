package io.tagstream.training.transformer.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads {@code .safetensors} files: the length of a header as eight little-endian bytes, the header
 * as JSON, the numbers. Tensors of other than floating-point numbers are passed over.
 */
public final class SafetensorsReader {
  private static final int LENGTH_BYTES = Long.BYTES;
  private static final int MOST_HEADER_BYTES = 100_000_000;
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8L;

  private SafetensorsReader() {}

  /**
   * Reads all tensors of a file by name.
   *
   * @throws IOException if the file cannot be read or is not what it should be; the message says
   *     what was expected and found
   */
  public static Map<String, StoredTensor> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer length = bytes(channel, file, 0, LENGTH_BYTES);
      long headerBytes = length.getLong();
      if (headerBytes < 2 || headerBytes > Math.min(MOST_HEADER_BYTES, channel.size())) {
        throw broken(file, "a header of " + headerBytes + " bytes");
      }
      JsonNode header = header(file, bytes(channel, file, LENGTH_BYTES, headerBytes));
      Map<String, StoredTensor> tensors = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : header.properties()) {
        FloatFormat format = FloatFormat.named(entry.getValue().path("dtype").asText());
        if (format != null) {
          long begin = LENGTH_BYTES + headerBytes;
          tensors.put(entry.getKey(), tensor(channel, file, begin, entry.getValue(), format));
        }
      }
      return tensors;
    }
  }

  private static JsonNode header(Path file, ByteBuffer bytes) throws IOException {
    try {
      return new ObjectMapper().readTree(StandardCharsets.UTF_8.decode(bytes).toString());
    } catch (JsonProcessingException e) {
      throw broken(file, "a header that is no JSON");
    }
  }

  private static StoredTensor tensor(
      FileChannel channel, Path file, long begin, JsonNode described, FloatFormat format)
      throws IOException {
    List<Integer> dimensions = new ArrayList<>();
    long count = 1;
    for (JsonNode size : described.path("shape")) {
      // Two sizes of 31 bits have a product of 62; then it is too large, or small again.
      if (!size.canConvertToInt() || size.asInt() < 0 || count > MOST_BYTES) {
        throw broken(file, "a tensor of " + described.path("shape"));
      }
      dimensions.add(size.asInt());
      count *= size.asInt();
    }
    long from = described.path("data_offsets").path(0).asLong(-1);
    long to = described.path("data_offsets").path(1).asLong(-1);
    boolean fits = from >= 0 && from <= to && to - from <= MOST_BYTES && count <= MOST_BYTES;
    if (!fits || to - from != count * format.size()) {
      throw broken(
          file, "bytes %d to %d for a tensor of %s %s".formatted(from, to, dimensions, format));
    }
    if (to > channel.size() - begin) {
      throw broken(file, "it cut short");
    }
    ByteBuffer bytes = bytes(channel, file, begin + from, to - from);
    return new StoredTensor(dimensions, format.read(bytes, Math.toIntExact(count)));
  }

  private static ByteBuffer bytes(FileChannel channel, Path file, long position, long count)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(count)).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw broken(file, "it cut short");
      }
    }
    return bytes.flip();
  }

  private static IOException broken(Path file, String found) {
    return new IOException(
        "%s: expected a safetensors file, found %s; fetch it again".formatted(file, found));
  }
}
