package io.tagstream.model.huggingface;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code config.json} and {@code tokenizer_config.json} of an export say.
 *
 * @param architecture the class of the model, for example {@code BertForTokenClassification}
 * @param task what the model does
 * @param labels the labels in the order of the logits
 * @param independent whether each label is true or not by itself
 * @param maxPieces pieces of the longest row, special ones included
 * @param origin what the model was loaded from when it was exported, or an empty string
 */
record ExportConfig(
    String architecture,
    Task task,
    List<String> labels,
    boolean independent,
    int maxPieces,
    String origin) {
  static final String FILE = "config.json";
  static final String TOKENIZER_FILE = "tokenizer_config.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Positions begin at 0. */
  private static final List<String> PLAIN = List.of("bert", "distilbert", "electra");

  /** Positions begin behind the one of padding, so that there are fewer than numbers for them. */
  private static final List<String> SHIFTED = List.of("roberta", "xlm-roberta", "camembert");

  /** What a model has whose labels nobody named; they are not written down then. */
  private static final List<String> DEFAULT_LABELS = List.of("LABEL_0", "LABEL_1");

  /** A shorter row has hardly room for special pieces. */
  private static final int LEAST_PIECES = 8;

  /** No row is longer, whatever the files say: attention grows with its square. */
  private static final int MOST_PIECES = 512;

  /** What an exported model does. */
  enum Task {
    TOKEN_CLASSIFICATION("ForTokenClassification"),
    SEQUENCE_CLASSIFICATION("ForSequenceClassification");

    private final String suffix;

    Task(String suffix) {
      this.suffix = suffix;
    }
  }

  ExportConfig {
    labels = List.copyOf(labels);
  }

  /**
   * Reads the files.
   *
   * @param location the directory, for messages
   * @param config {@code config.json}
   * @param tokenizerConfig {@code tokenizer_config.json}, or {@code null} if there is none
   * @throws BundleException if the model is not one that can be served
   */
  static ExportConfig read(String location, byte[] config, byte @Nullable [] tokenizerConfig) {
    String subject = location + "/" + FILE;
    JsonNode file = json(subject, config);
    String architecture = file.path("architectures").path(0).asText("");
    Task task = task(subject, architecture);
    int positions = positions(subject, file);
    int tokenizerLimit =
        tokenizerConfig == null
            ? MOST_PIECES
            : json(location + "/" + TOKENIZER_FILE, tokenizerConfig)
                .path("model_max_length")
                .asInt(MOST_PIECES);
    int most = tokenizerLimit < 1 ? MOST_PIECES : Math.min(MOST_PIECES, tokenizerLimit);
    int maxPieces = Math.min(positions, most);
    if (maxPieces < LEAST_PIECES) {
      throw bad(
          subject + " max_position_embeddings, or model_max_length of the tokenizer",
          "rows of at least " + LEAST_PIECES + " pieces",
          String.valueOf(maxPieces),
          "export the model again");
    }
    List<String> labels = labels(subject, file);
    return new ExportConfig(
        architecture,
        task,
        labels,
        isIndependent(subject, file, labels.size()),
        maxPieces,
        file.path("_name_or_path").asText(""));
  }

  private static JsonNode json(String subject, byte[] content) {
    try {
      return JSON.readTree(content);
    } catch (JsonProcessingException e) {
      throw bad(subject, "JSON", e.getOriginalMessage(), "export the model again");
    } catch (IOException e) {
      throw bad(subject, "JSON", String.valueOf(e.getMessage()), "export the model again");
    }
  }

  private static Task task(String subject, String architecture) {
    for (Task task : Task.values()) {
      if (architecture.endsWith(task.suffix)) {
        return task;
      }
    }
    throw bad(
        subject + " architectures",
        "a class that ends with ForTokenClassification or ForSequenceClassification",
        architecture.isEmpty() ? "none" : architecture,
        "export a model that was trained to tag tokens or to classify texts");
  }

  private static int positions(String subject, JsonNode file) {
    String type = file.path("model_type").asText("");
    int positions = file.path("max_position_embeddings").asInt(MOST_PIECES);
    if (PLAIN.contains(type)) {
      return positions;
    }
    if (SHIFTED.contains(type)) {
      return positions - file.path("pad_token_id").asInt(1) - 1;
    }
    List<String> known = new ArrayList<>(PLAIN);
    known.addAll(SHIFTED);
    throw bad(
        subject + " model_type",
        "one of " + String.join(", ", known),
        type.isEmpty() ? "none" : type,
        "choose a model of one of these kinds");
  }

  private static List<String> labels(String subject, JsonNode file) {
    Map<Integer, String> byNumber = new TreeMap<>();
    for (Map.Entry<String, JsonNode> label : file.path("id2label").properties()) {
      try {
        String other = byNumber.put(Integer.valueOf(label.getKey()), label.getValue().asText());
        if (other != null) {
          throw badLabels(subject, "two for " + Integer.valueOf(label.getKey()));
        }
      } catch (NumberFormatException e) {
        throw badLabels(subject, "'" + label.getKey() + "'");
      }
    }
    if (!file.has("id2label")) {
      return DEFAULT_LABELS;
    }
    List<String> labels = new ArrayList<>(byNumber.values());
    for (int i = 0; i < labels.size(); i++) {
      if (!byNumber.containsKey(i)) {
        throw badLabels(subject, "none for " + i);
      }
    }
    if (labels.isEmpty()) {
      throw badLabels(subject, "none");
    }
    Set<String> different = new HashSet<>();
    for (String label : labels) {
      if (!different.add(label)) {
        throw badLabels(subject, "'" + label + "' twice");
      }
    }
    return labels;
  }

  private static BundleException badLabels(String subject, String found) {
    return BundleException.of(
        Reason.BAD_LABELS,
        subject + " id2label",
        "a different label for each number from 0 on",
        found,
        "set id2label of the model's config and export it again");
  }

  private static boolean isIndependent(String subject, JsonNode file, int labels) {
    String problem = file.path("problem_type").asText("");
    if (problem.equals("regression")) {
      throw bad(
          subject + " problem_type",
          "single_label_classification or multi_label_classification",
          problem,
          "a number is no class; export a model that classifies");
    }
    return labels == 1 || problem.equals("multi_label_classification");
  }

  private static BundleException bad(String subject, String expected, String found, String remedy) {
    return BundleException.of(Reason.MALFORMED_DESCRIPTOR, subject, expected, found, remedy);
  }
}
