package io.tagstream.training.transformer.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code config.json} of a Hugging Face directory says of an encoder and its numbers do not
 * show.
 *
 * @param heads attention heads of a layer
 * @param layerNormEpsilon what layer norms add to the variance
 * @param positionKind what tells where a piece stands
 * @param firstPosition the row of the table of positions that the first piece of a row takes
 */
public record EncoderConfig(
    int heads, double layerNormEpsilon, PositionKind positionKind, int firstPosition) {
  private static final double BERT_EPSILON = 1e-12;
  private static final List<String> ROBERTAS = List.of("roberta", "xlm-roberta", "camembert");
  private static final List<String> BERTS = List.of("bert", "distilbert");

  /** What the configuration of BERT says, for a number of heads. */
  public static EncoderConfig bert(int heads) {
    return new EncoderConfig(heads, BERT_EPSILON, PositionKind.LEARNED, 0);
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read or is of a model that is not computed as BERT is; the
   *     message says what was expected and found
   */
  public static EncoderConfig read(Path file) throws IOException {
    JsonNode config;
    try {
      config = new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": expected JSON, found none; fetch it again", e);
    }
    String type = config.path("model_type").asText("bert");
    boolean roberta = ROBERTAS.contains(type);
    verify(file, "model_type", roberta || BERTS.contains(type), BERTS + " or " + ROBERTAS, type);
    String activation = config.path("hidden_act").asText(config.path("activation").asText("gelu"));
    verify(file, "hidden_act", activation.equals("gelu"), "gelu", activation);
    String positions = config.path("position_embedding_type").asText("absolute");
    boolean sinusoidal = positions.equals("sinusoidal");
    verify(
        file,
        "position_embedding_type",
        sinusoidal || positions.equals("absolute"),
        "absolute or sinusoidal",
        positions);
    int heads = config.path("num_attention_heads").asInt(config.path("n_heads").asInt());
    verify(file, "num_attention_heads", heads > 0, "a positive number", String.valueOf(heads));
    return new EncoderConfig(
        heads,
        config.path("layer_norm_eps").asDouble(BERT_EPSILON),
        sinusoidal ? PositionKind.SINUSOIDAL : PositionKind.LEARNED,
        // RoBERTa counts on from the number of its padding.
        roberta ? config.path("pad_token_id").asInt(1) + 1 : 0);
  }

  private static void verify(Path file, String field, boolean holds, String expected, String found)
      throws IOException {
    if (!holds) {
      throw new IOException(
          "%s: '%s': expected %s, found %s; take another encoder"
              .formatted(file, field, expected, found));
    }
  }
}
