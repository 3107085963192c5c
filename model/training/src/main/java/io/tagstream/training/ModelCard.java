package io.tagstream.training;

import io.tagstream.model.command.NearestKey;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.model.evaluation.PrecisionRecall;
import io.tagstream.training.config.TrainConfigException;
import io.tagstream.training.report.PartScores;
import io.tagstream.training.report.TrainingHistory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The model card of a bundle (Mitchell et al. 2019), made from a template: {@code {{name}}} in it
 * is replaced by the value of that name.
 */
final class ModelCard {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([^}]*)}}");

  /** Stands for what this training has no value for, such as a score without test sentences. */
  private static final String NOTHING = "–";

  private final String template;

  /** What a card can say; a place with another name is a mistake that is found before training. */
  private final Set<String> names;

  private final Map<String, String> values = new TreeMap<>();

  private ModelCard(String template, Set<String> names) {
    this.template = template;
    this.names = names;
  }

  private static Set<String> names(List<String> sets) {
    Set<String> names =
        new TreeSet<>(
            List.of("name", "version", "description", "licence", "command", "parameters"));
    names.addAll(List.of("data.name", "data.source", "data.licence", "data.sets", "classes"));
    names.addAll(
        List.of(
            "epoch", "epochs", "scores", "scores.table", "train.sentences", "excluded.sentences"));
    names.addAll(
        List.of("curve", "examples", "labels", "libraries", "seed", "settings", "vectors"));
    for (String part : List.of("dev", "test")) {
      names.addAll(List.of(part + ".sentences", part + ".byLabel"));
      addFigures(part, names);
      sets.forEach(set -> addFigures(part + "." + set, names));
    }
    return names;
  }

  private static void addFigures(String part, Set<String> names) {
    for (String form : List.of("", ".plain", ".alone", ".unseen", ".unseen.alone")) {
      names.addAll(List.of(part + form + ".slotF1", part + form + ".classAccuracy"));
    }
    names.add(part + ".unseen.sentences");
  }

  /**
   * Reads a template, or takes the plain one.
   *
   * @param file the template in UTF-8, or {@code null} for the plain one
   * @param sets the names of several data sets; each may have scores of its own
   * @throws TrainConfigException if the template has a place of an unknown name
   */
  static ModelCard from(@Nullable Path file, List<String> sets) throws IOException {
    Set<String> names = names(sets);
    String template = file == null ? plain() : Utf8Text.read("bundle.card", file);
    PLACE
        .matcher(template)
        .results()
        .map(place -> place.group(1))
        .filter(name -> !names.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new TrainConfigException(
                  "bundle.card: expected places among %s, found '{{%s}}'; did you mean {{%s}}?"
                      .formatted(names, name, NearestKey.to(name.strip(), names)));
            });
    return new ModelCard(template, names);
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
    if (!names.contains(name)) {
      throw new IllegalArgumentException("name: expected one of " + names + ", found " + name);
    }
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

  /** Gives the place of all scores a table: of all data sets together and of each. */
  ModelCard putScores(List<PartScores> parts) {
    StringBuilder table = new StringBuilder("| | sentences | slot F1 | class accuracy |\n");
    table.append("|---|---|---|---|");
    for (PartScores scores : parts) {
      scores.reports().forEach(each -> table.append(row(each.title(), each.report())));
    }
    return put("scores.table", table);
  }

  private static String row(String title, EvaluationReport report) {
    return "\n| %s | %d | %s | %s |"
        .formatted(
            Markdown.text(title),
            report.sentences(),
            percent(report.spans() == null ? null : Double.valueOf(report.spans().f1())),
            percent(report.classes() == null ? null : Double.valueOf(report.classes().accuracy())));
  }

  /** Gives the place of the learning curve a table with a row an epoch; it tells no times. */
  ModelCard putCurve(TrainingHistory history) {
    StringBuilder table = new StringBuilder("| epoch | loss | slot F1 | class accuracy |\n");
    table.append("|---|---|---|---|");
    TrainingHistory.Epoch best = history.best();
    for (TrainingHistory.Epoch epoch : history.epochs()) {
      table.append(
          String.format(
              Locale.ROOT,
              "\n| %d%s | %.3f | %s | %s |",
              epoch.number(),
              epoch.equals(best) ? ", the best" : "",
              epoch.loss(),
              percent(epoch.slotF1()),
              percent(epoch.classAccuracy())));
    }
    return put("curve", table);
  }

  private static String percent(@Nullable Double value) {
    return value == null ? NOTHING : String.format(Locale.ROOT, "%.1f", value);
  }

  private static String row(String label, PrecisionRecall scores) {
    return String.format(
        Locale.ROOT,
        "\n| %s | %.1f | %.1f | %.1f | %d |",
        Markdown.text(label),
        scores.precision(),
        scores.recall(),
        scores.f1(),
        scores.gold());
  }

  /** Fills in all places. */
  String fill() {
    Matcher places = PLACE.matcher(template);
    return places.replaceAll(
        place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), NOTHING)));
  }
}
