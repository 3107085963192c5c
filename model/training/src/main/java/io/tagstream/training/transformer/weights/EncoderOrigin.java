package io.tagstream.training.transformer.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an encoder that was pre-trained here tells of itself, in a field of its {@code config.json}
 * that {@code transformers} pass over.
 *
 * @param name what it is called
 * @param source what it has read
 * @param licence the licence of that
 */
public record EncoderOrigin(String name, String source, String licence) {
  private static final String FIELD = "provenance";
  private static final String NAME = "name";
  private static final String SOURCE = "source";
  private static final String LICENCE = "licence";

  /** Writes it into the configuration of an encoder. */
  public void putInto(ObjectNode config) {
    config.putObject(FIELD).put(NAME, name).put(SOURCE, source).put(LICENCE, licence);
  }

  /**
   * Reads it out of the configuration of an encoder; returns {@code null} if that tells nothing,
   * which is so of all encoders but ours. What is wrong with the file is said when the weights are
   * read.
   */
  public static @Nullable EncoderOrigin read(Path config) {
    try {
      JsonNode told = new ObjectMapper().readTree(Files.readAllBytes(config)).path(FIELD);
      return told.path(NAME).isTextual()
              && told.path(SOURCE).isTextual()
              && told.path(LICENCE).isTextual()
          ? new EncoderOrigin(
              told.path(NAME).asText(), told.path(SOURCE).asText(), told.path(LICENCE).asText())
          : null;
    } catch (IOException e) {
      return null;
    }
  }
}
