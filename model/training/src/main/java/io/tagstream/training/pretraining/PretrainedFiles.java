package io.tagstream.training.pretraining;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.training.transformer.TransformerDropout;
import io.tagstream.training.transformer.weights.EncoderOrigin;
import io.tagstream.training.transformer.weights.SafetensorsWriter;
import io.tagstream.training.transformer.weights.TransformerShape;
import io.tagstream.training.transformer.weights.TransformerWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pre-trained encoder as Hugging Face's {@code transformers} keep one: {@code config.json},
 * {@code tokenizer.json}, {@code tokenizer_config.json} and {@code model.safetensors}.
 *
 * @param origin what the encoder is called and has read
 * @param weights the transformer
 * @param heads the numbers of the heads it was pre-trained with, by the names of BERT's checkpoints
 * @param pieces its vocabulary
 * @param dropout what was left out
 */
public record PretrainedFiles(
    EncoderOrigin origin,
    TransformerWeights weights,
    Map<String, float[]> heads,
    WordPieces pieces,
    TransformerDropout dropout) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String CONFIG = "config.json";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  private static final String SAFETENSORS = "model.safetensors";

  /** What the names of the encoder's tensors begin with beside those of other heads. */
  private static final String ENCODER = "bert.";

  private static final String OTHER_HEADS = "cls.";

  /** Writes the files into a directory that is there. */
  public void write(Path directory) throws IOException {
    write(config(), directory.resolve(CONFIG));
    Files.write(directory.resolve(TOKENIZER), pieces.toJson());
    write(tokenizerConfig(), directory.resolve(TOKENIZER_CONFIG));
    Map<String, float[]> values = new LinkedHashMap<>();
    Map<String, List<Integer>> dimensions = new LinkedHashMap<>();
    weights
        .shape()
        .tensors()
        .forEach(
            (name, sizes) -> {
              values.put(ENCODER + name, weights.values(name));
              dimensions.put(ENCODER + name, sizes);
            });
    heads.forEach(
        (name, numbers) -> {
          String told = name.startsWith(OTHER_HEADS) ? name : ENCODER + name;
          values.put(told, numbers);
          dimensions.put(told, dimensions(name, numbers.length));
        });
    SafetensorsWriter.write(directory.resolve(SAFETENSORS), dimensions, values);
  }

  private static void write(ObjectNode tree, Path file) throws IOException {
    Files.writeString(
        file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n");
  }

  /**
   * What {@code transformers} believe rather than the {@code tokenizer.json}: without it, they make
   * letters small whatever is said there.
   */
  private ObjectNode tokenizerConfig() {
    return MAPPER
        .createObjectNode()
        .put("tokenizer_class", "BertTokenizerFast")
        .put("do_lower_case", pieces.lowerCase())
        .put("strip_accents", pieces.lowerCase())
        .put("tokenize_chinese_chars", true)
        .put("model_max_length", weights.shape().positions());
  }

  /** All matrices of heads read hidden numbers. */
  private List<Integer> dimensions(String name, int count) {
    int hidden = weights.shape().hidden();
    boolean matrix = name.endsWith(".weight") && !name.endsWith("LayerNorm.weight");
    return matrix ? List.of(count / hidden, hidden) : List.of(count);
  }

  /** Positions are always said to be a table: one that was fixed is as good to begin from. */
  private ObjectNode config() {
    TransformerShape shape = weights.shape();
    ObjectNode config = MAPPER.createObjectNode();
    config.putArray("architectures").add("BertForPreTraining");
    config
        .put("model_type", "bert")
        .put("vocab_size", shape.vocabulary())
        .put("max_position_embeddings", shape.positions())
        .put("type_vocab_size", shape.segments())
        .put("num_hidden_layers", shape.layers())
        .put("num_attention_heads", shape.heads())
        .put("hidden_size", shape.hidden())
        .put("intermediate_size", shape.intermediate())
        .put("hidden_act", "gelu")
        .put("layer_norm_eps", shape.layerNormEpsilon())
        .put("position_embedding_type", "absolute")
        .put("hidden_dropout_prob", dropout.hidden())
        .put("attention_probs_dropout_prob", dropout.attention())
        .put("pad_token_id", WordPieces.Special.PAD.id());
    origin.putInto(config);
    return config;
  }
}
