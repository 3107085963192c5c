package io.tagstream.training;

import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.config.VectorsConfig;
import io.tagstream.training.data.LabelSets;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.report.PartScores;
import io.tagstream.training.report.TrainingHistory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a training tells its model card. There are no times in it: the same training writes the same
 * card.
 *
 * @param config what the training was told
 * @param data what it learned from
 * @param testSentences number of sentences it was tested on
 * @param trained what came out
 * @param history how it went
 * @param parts scores on the dev and, if there are any, the test sentences
 */
record CardFacts(
    TrainConfig config,
    TrainingData data,
    int testSentences,
    Trainer.Trained trained,
    TrainingHistory history,
    List<PartScores> parts) {

  /** Gives all places of a card their values. */
  ModelCard putInto(ModelCard card) {
    putNames(card);
    putTraining(card);
    for (PartScores scores : parts) {
      scores.figures().forEach(card::putPercent);
      if (scores.streams() != null) {
        card.put(scores.name() + ".unseen.sentences", scores.streams().unseen().sentences());
      }
      if (scores.isOfAll()) {
        card.putTable(scores.part() + ".byLabel", scores.asWritten());
      }
    }
    card.putScores(parts);
    return card.put("scores", scoreList()).putCurve(history);
  }

  private void putNames(ModelCard card) {
    LabelSets labels = trained.draft().labels();
    card.put("name", config.bundle().name())
        .put("version", config.bundle().version())
        .put("description", config.bundle().description())
        .put("licence", config.bundle().licence())
        .put("data.name", config.data().name())
        .put("data.source", config.data().source())
        .put("data.licence", config.data().licence())
        .put("data.sets", dataList())
        .put("vectors", pretrained(config.pretrained()))
        .put("labels", Markdown.code(labels.spans()))
        .put("classes", Markdown.code(labels.classes()))
        .put(
            "examples",
            config.bundle().examples() == null ? "some of the dev sentences" : "written for it");
  }

  private void putTraining(ModelCard card) {
    card.put("train.sentences", data.train().size())
        .put("dev.sentences", data.dev().size())
        .put("test.sentences", testSentences)
        .put("excluded.sentences", data.excluded())
        .put("parameters", String.format(Locale.ROOT, "%,d", trained.parameters()))
        .put("epoch", trained.epoch())
        .put("epochs", history.epochs().size())
        .put("seed", config.training().seed())
        .put("command", trained.draft().command())
        .put("libraries", Libraries.versions())
        .put("settings", settings(config.changed()));
  }

  /** A line a data set, for its licence is its own. */
  private String dataList() {
    return data.sets().stream()
        .map(
            set ->
                "- Data: %s; source: %s; licence: %s; %d sentences to learn from"
                    .formatted(
                        set.set().origin().name(),
                        set.set().origin().source(),
                        set.set().origin().licence(),
                        set.train().size()))
        .collect(Collectors.joining("\n"));
  }

  static String pretrained(VectorsConfig.@Nullable Origin origin) {
    return origin == null
        ? "none"
        : "%s; source: %s; licence: %s"
            .formatted(origin.title(), origin.source(), origin.licence());
  }

  private String scoreList() {
    return parts.stream()
        .flatMap(part -> part.rounded().entrySet().stream())
        .map(figure -> "- " + figure.getKey() + ": " + figure.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static String settings(Map<String, String> changed) {
    return changed.entrySet().stream()
        .filter(setting -> !setting.getKey().startsWith("bundle."))
        .map(setting -> "- `" + setting.getKey() + " = " + setting.getValue() + "`")
        .collect(Collectors.joining("\n"));
  }
}
