package io.tagstream.training;

import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.model.evaluation.PrecisionRecall;
import io.tagstream.training.data.UnusableDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The model card of a bundle (Mitchell et al. 2019), made from a template: {@code {{name}}} in it
 * is replaced by the value of that name.
 */
final class ModelCard {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([A-Za-z0-9.]+)}}");

  private final String template;
  private final Map<String, String> values = new TreeMap<>();

  private ModelCard(String template) {
    this.template = template;
  }

  /** Reads a template, or takes the plain one. */
  static ModelCard from(@Nullable Path file) throws IOException {
    return new ModelCard(file == null ? plain() : Files.readString(file));
  }

  private static String plain() {
    try (InputStream stream =
        Objects.requireNonNull(ModelCard.class.getResourceAsStream("model-card.md"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("model-card.md: cannot be read from the class path", e);
    }
  }

  /** Gives a place its value. */
  ModelCard put(String name, Object value) {
    values.put(name, String.valueOf(value));
    return this;
  }

  /** Gives a place a number in percent, with one decimal. */
  ModelCard putPercent(String name, double value) {
    return put(name, String.format(Locale.ROOT, "%.1f", value));
  }

  /** Gives a place a table of the scores of every label. */
  ModelCard putTable(String name, EvaluationReport report) {
    StringBuilder table = new StringBuilder("| label | precision | recall | F1 | spans |\n");
    table.append("|---|---|---|---|---|");
    if (report.spans() != null) {
      report.spans().byLabel().forEach((label, scores) -> table.append(row(label, scores)));
    }
    return put(name, table);
  }

  private static String row(String label, PrecisionRecall scores) {
    return String.format(
        Locale.ROOT,
        "\n| %s | %.1f | %.1f | %.1f | %d |",
        label,
        scores.precision(),
        scores.recall(),
        scores.f1(),
        scores.gold());
  }

  /**
   * Fills in all places.
   *
   * @throws UnusableDataException if the template has a place that has no value
   */
  String fill() {
    Matcher places = PLACE.matcher(template);
    StringBuilder card = new StringBuilder();
    while (places.find()) {
      String value = values.get(places.group(1));
      if (value == null) {
        throw new UnusableDataException(
            "bundle.card: expected places among %s, found '%s'"
                .formatted(values.keySet(), places.group()));
      }
      places.appendReplacement(card, Matcher.quoteReplacement(value));
    }
    return places.appendTail(card).toString();
  }
}
