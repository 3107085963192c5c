package io.tagstream.training;

import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.data.PlainText;
import io.tagstream.training.data.TrainingData;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** From a configuration to a bundle: reads, trains, scores and writes the model card. */
final class TrainingRun {
  private final TrainConfig config;
  private final TrainingListener listener;
  private final PrintWriter err;

  TrainingRun(TrainConfig config, TrainingListener listener, PrintWriter err) {
    this.config = config;
    this.listener = listener;
    this.err = err;
  }

  /**
   * Makes the bundle.
   *
   * @param command the command that was given, for the bundle to tell
   */
  BundleFiles bundle(String command) throws IOException {
    ModelCard card = ModelCard.from(config.bundle().card());
    TrainingData data = TrainingData.read(config.data());
    List<String> examples = GoldenTexts.of(config.bundle().examples(), data.dev());
    // Read now, so that a malformed line costs no training; looked at once, after it.
    List<LabelledSentence> test = TrainingData.readAll(config.data().test());
    Trainer.Trained trained = new Trainer(config, listener).train(data, command, examples);
    BundleFiles scored = trained.draft().assemble(trained.weights(), new TreeMap<>(), "");
    SortedMap<String, Double> scores = new TreeMap<>();
    score("dev", scored, data.dev(), scores, card);
    // Scored here and nowhere before: nothing was chosen by these sentences.
    if (!test.isEmpty()) {
      score("test", scored, test, scores, card);
    }
    fill(card, trained, data, command, scores);
    card.put("test.sentences", test.size());
    return trained.draft().assemble(trained.weights(), scores, card.fill());
  }

  private void score(
      String part,
      BundleFiles bundle,
      List<LabelledSentence> sentences,
      SortedMap<String, Double> scores,
      ModelCard card) {
    EvaluationReport report = Trainer.evaluate(bundle, sentences);
    EvaluationReport plain =
        Trainer.evaluate(bundle, sentences.stream().map(PlainText::of).toList());
    put(part, report, scores);
    put(part + ".plain", plain, scores);
    card.putTable(part + ".byLabel", report);
    err.println(part + ": " + ProgressDisplay.scores(report));
    err.println(part + ", lower case, no final punctuation: " + ProgressDisplay.scores(plain));
    err.flush();
  }

  private static void put(String part, EvaluationReport report, SortedMap<String, Double> scores) {
    if (report.spans() != null) {
      scores.put(part + ".slotF1", rounded(report.spans().f1()));
    }
    if (report.classes() != null) {
      scores.put(part + ".classAccuracy", rounded(report.classes().accuracy()));
    }
  }

  private static double rounded(double percent) {
    return Math.round(percent * 100) / 100.0;
  }

  private void fill(
      ModelCard card,
      Trainer.Trained trained,
      TrainingData data,
      String command,
      SortedMap<String, Double> scores) {
    card.put("name", config.bundle().name())
        .put("version", config.bundle().version())
        .put("description", config.bundle().description())
        .put("licence", config.bundle().licence())
        .put("data.name", config.data().name())
        .put("data.source", config.data().source())
        .put("data.licence", config.data().licence())
        .put("train.sentences", data.train().size())
        .put("dev.sentences", data.dev().size())
        .put("excluded.sentences", data.excluded())
        .put("parameters", String.format(Locale.ROOT, "%,d", trained.parameters()))
        .put("epoch", trained.epoch())
        .put("epochs", config.training().epochs())
        .put("labels", code(trained.draft().labels().spans()))
        .put("classes", code(trained.draft().labels().classes()))
        .put("command", command);
    scores.forEach(card::putPercent);
    card.put(
        "scores",
        scores.entrySet().stream()
            .map(entry -> "- " + entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining("\n")));
  }

  private static String code(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }
}
