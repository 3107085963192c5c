package io.tagstream.model.reference;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A small random model with what PyTorch and {@code transformers} say about some texts. */
public enum ReferenceModel {
  BERT_TOKEN,
  ROBERTA_TOKEN,
  DISTILBERT_TOKEN,
  XLM_ROBERTA_TOKEN,
  BERT_SEQUENCE,
  BERT_PAIR,
  ROBERTA_SEQUENCE,
  DISTILBERT_MULTILABEL;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns whether it tags pieces; if not, it classifies texts. */
  public boolean tags() {
    return name().endsWith("_TOKEN");
  }

  /** Returns the directory the model was exported to. */
  public Path directory() {
    String name = name().toLowerCase(Locale.ROOT).replace("_", "-");
    URL config =
        Objects.requireNonNull(
            ReferenceModel.class.getResource("/reference/" + name + "/config.json"), name);
    try {
      return Objects.requireNonNull(Path.of(config.toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns all cases. */
  public List<ReferenceCase> cases() {
    try {
      List<String> lines = Files.readAllLines(directory().resolve("cases.jsonl"));
      List<ReferenceCase> cases = new ArrayList<>();
      for (String line : lines) {
        cases.add(new ReferenceCase(JSON.readTree(line)));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the cases whose text, or pair of texts, is in the file with all that is said of it. */
  public List<ReferenceCase> listedCases() {
    return cases().stream().filter(each -> !each.isLong()).toList();
  }

  /** Returns the cases whose text is made by a formula. */
  public List<ReferenceCase> longCases() {
    return cases().stream().filter(ReferenceCase::isLong).toList();
  }
}
