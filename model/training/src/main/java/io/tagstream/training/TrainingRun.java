package io.tagstream.training;

import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.training.checkpoint.TrainingDirectory;
import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.data.DataChecks;
import io.tagstream.training.data.SetSentences;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.report.ErrorAnalysis;
import io.tagstream.training.report.PartScores;
import io.tagstream.training.report.TrainingReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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

  /** A bundle and what there is to tell about its training. */
  record Result(BundleFiles bundle, TrainingReport report) {}

  /**
   * Makes the bundle.
   *
   * @param command the command that was given, for the bundle to tell
   * @param directory where the training keeps what it needs to go on
   * @param interruption looked at until the bundle is whole
   * @throws TrainingInterruptedException if it was asked to stop
   */
  Result run(String command, TrainingDirectory directory, Interruption interruption)
      throws IOException {
    ModelCard card = ModelCard.from(config.bundle().card(), config.data().keys());
    TrainingData data = TrainingData.read(config, this::say);
    List<String> examples = GoldenTexts.of(config.bundle().examples(), data.dev());
    DataChecks.of(data).forEach(this::say);
    HistoryRecorder recorder = new HistoryRecorder(listener, System::nanoTime);
    Trainer.Trained trained =
        new Trainer(config, recorder, interruption).train(data, command, examples, directory);
    BundleFiles scored = trained.draft().assemble(trained.files(), new TreeMap<>(), "");
    PartScorer scorer = new PartScorer(scored, data, this::say);
    List<PartScores> parts = new ArrayList<>(scorer.scores("dev", SetSentences::dev));
    interruption.check();
    // Scored here and nowhere before: nothing was chosen by these sentences.
    parts.addAll(scorer.scores("test", SetSentences::test));
    interruption.check();
    CardFacts facts =
        new CardFacts(config, data, data.test().size(), trained, recorder.history(), parts);
    SortedMap<String, Double> figures = new TreeMap<>();
    parts.forEach(part -> figures.putAll(part.rounded()));
    return new Result(
        trained.draft().assemble(trained.files(), figures, facts.putInto(card).fill()),
        report(facts, scored));
  }

  private void say(String notice) {
    err.println(notice);
    err.flush();
  }

  private static TrainingReport report(CardFacts facts, BundleFiles bundle) {
    TrainConfig.Bundle named = facts.config().bundle();
    try (BundleTagger tagger = Bundles.open(bundle).tagger()) {
      return new TrainingReport(
          named.name(),
          named.version(),
          named.description(),
          ReportFacts.of(facts),
          facts.history(),
          facts.parts(),
          ErrorAnalysis.of(tagger, facts.data().dev()));
    }
  }
}
