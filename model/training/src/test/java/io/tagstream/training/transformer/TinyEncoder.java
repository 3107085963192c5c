package io.tagstream.training.transformer;

import io.tagstream.training.transformer.weights.PositionKind;
import io.tagstream.training.transformer.weights.TransformerShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A transformer of two layers that has learned nothing, as a directory of Hugging Face. */
public final class TinyEncoder {
  private static final TransformerShape SHAPE =
      new TransformerShape(
          TinyTokenizer.pieces().size(), 40, 2, 2, 2, 16, 32, 1e-12, PositionKind.LEARNED);

  private TinyEncoder() {}

  /** Writes the directory, under another one; returns it. */
  public static Path writeTo(Path parent) throws IOException {
    Path directory = Files.createDirectories(parent.resolve("tiny-encoder"));
    Files.write(directory.resolve("tokenizer.json"), TinyTokenizer.json());
    Files.writeString(
        directory.resolve("config.json"),
        """
        {"model_type":"bert","num_attention_heads":2,"hidden_act":"gelu","layer_norm_eps":1e-12}
        """);
    Map<String, float[]> tensors = new TreeMap<>();
    Random random = new Random(3);
    SHAPE
        .tensors()
        .forEach(
            (name, sizes) -> {
              float[] values = new float[sizes.stream().reduce(1, Math::multiplyExact)];
              if (name.endsWith("LayerNorm.weight")) {
                Arrays.fill(values, 1);
              } else if (sizes.size() == 2) {
                for (int i = 0; i < values.length; i++) {
                  values[i] = (float) random.nextGaussian() / 4;
                }
              }
              tensors.put(name, values);
            });
    Files.write(directory.resolve("model.safetensors"), safetensors(tensors));
    return directory;
  }

  private static byte[] safetensors(Map<String, float[]> tensors) {
    StringBuilder header = new StringBuilder();
    int end = 0;
    for (Map.Entry<String, float[]> tensor : tensors.entrySet()) {
      int begin = end;
      end += tensor.getValue().length * Float.BYTES;
      header
          .append(header.length() == 0 ? "{" : ",")
          .append(
              "\"bert.%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                  .formatted(tensor.getKey(), SHAPE.tensors().get(tensor.getKey()), begin, end));
    }
    byte[] text = header.append("}").toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + text.length + end)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text);
    tensors
        .values()
        .forEach(
            values -> {
              for (float value : values) {
                file.putFloat(value);
              }
            });
    return file.array();
  }
}
