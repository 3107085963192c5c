package io.tagstream.training.transformer.source;

import io.tagstream.model.transformer.PieceTokenizer;
import io.tagstream.training.onnx.OnnxInitializers;
import io.tagstream.training.transformer.weights.EncoderConfig;
import io.tagstream.training.transformer.weights.EncoderTensors;
import io.tagstream.training.transformer.weights.SafetensorsReader;
import io.tagstream.training.transformer.weights.TransformerWeights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A transformer that was trained before, and how it cuts words.
 *
 * @param weights its numbers
 * @param tokenizerJson the bytes of its {@code tokenizer.json}, made for words that are cut one by
 *     one
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of bytes, compared by nobody
public record PretrainedEncoder(TransformerWeights weights, byte[] tokenizerJson) {
  private static final String CONFIG = "config.json";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String SAFETENSORS = "model.safetensors";

  /** Where exports keep their graph; the first that is there counts. */
  private static final List<String> GRAPHS = List.of("model.onnx", "onnx/model.onnx");

  /**
   * Reads a directory as Hugging Face's tools write it: {@code config.json}, {@code tokenizer.json}
   * and {@code model.safetensors}, {@code model.onnx} or {@code onnx/model.onnx}.
   *
   * @throws IOException if a file is missing or is not what it should be; the message says what was
   *     expected and found
   */
  public static PretrainedEncoder inDirectory(Path directory) throws IOException {
    EncoderConfig config = EncoderConfig.read(existing(directory, CONFIG));
    byte[] tokenizer = Files.readAllBytes(existing(directory, TOKENIZER));
    Path safetensors = directory.resolve(SAFETENSORS);
    if (Files.exists(safetensors)) {
      EncoderTensors tensors =
          EncoderTensors.of(safetensors.toString(), SafetensorsReader.read(safetensors));
      return of(tensors, config, tokenizer);
    }
    Path onnx = graph(directory);
    try (InputStream graph = Files.newInputStream(onnx)) {
      return ofGraph(onnx.toString(), graph, config, tokenizer);
    }
  }

  private static Path existing(Path directory, String name) throws IOException {
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw missing(directory, "no " + name);
    }
    return file;
  }

  private static Path graph(Path directory) throws IOException {
    for (String name : GRAPHS) {
      Path file = directory.resolve(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw missing(directory, "none of the last three");
  }

  private static IOException missing(Path directory, String found) {
    return new IOException(
        "%s: expected %s, %s and one of %s, %s there, found %s; fetch it, too"
            .formatted(
                directory, CONFIG, TOKENIZER, SAFETENSORS, String.join(", ", GRAPHS), found));
  }

  /**
   * Reads an ONNX graph that was exported from torch.
   *
   * @param subject what to call it in messages
   * @param graph its bytes; whoever opened them closes them
   */
  public static PretrainedEncoder ofGraph(
      String subject, InputStream graph, EncoderConfig config, byte[] tokenizerJson)
      throws IOException {
    EncoderTensors tensors = EncoderTensors.of(subject, OnnxInitializers.read(graph, subject));
    if (tensors.hasLostItsMatrices()) {
      throw new IOException(
          "%s: expected the matrices of its layers by name, found none: the graph was optimised or quantised; take an export as it was before that, or %s"
              .formatted(subject, SAFETENSORS));
    }
    return of(tensors, config, tokenizerJson);
  }

  private static PretrainedEncoder of(EncoderTensors tensors, EncoderConfig config, byte[] bytes)
      throws IOException {
    byte[] tokenizerJson = LeadingBlanks.before(bytes);
    TransformerWeights weights = tensors.weights(config);
    try (PieceTokenizer tokenizer = opened(tensors, tokenizerJson)) {
      if (tokenizer.vocabularySize() > weights.shape().vocabulary()) {
        throw new IOException(
            "%s: expected a row for each of the %d pieces of %s, found %d; take both from one place"
                .formatted(
                    tensors.subject(),
                    tokenizer.vocabularySize(),
                    TOKENIZER,
                    weights.shape().vocabulary()));
      }
    }
    return new PretrainedEncoder(weights, tokenizerJson);
  }

  private static PieceTokenizer opened(EncoderTensors tensors, byte[] tokenizerJson)
      throws IOException {
    try {
      return PieceTokenizer.open(tokenizerJson);
    } catch (IOException e) {
      throw new IOException(
          "%s beside %s: %s".formatted(TOKENIZER, tensors.subject(), e.getMessage()), e);
    }
  }

  /** Returns the sizes and 16 hexadecimal digits of the SHA-256 of numbers and tokenizer. */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      weights
          .tensors()
          .forEach(
              (name, values) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
                bytes.asFloatBuffer().put(values);
                digest.update(bytes);
              });
      digest.update(tokenizerJson);
      String hex = HexFormat.of().formatHex(digest.digest()).substring(0, 16);
      return weights.tensors().size() + " tensors (" + hex + ")";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
