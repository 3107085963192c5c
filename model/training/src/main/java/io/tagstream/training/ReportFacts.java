package io.tagstream.training;

import io.tagstream.training.config.DataConfig;
import io.tagstream.training.data.SetSentences;
import io.tagstream.training.report.TrainingReport.Fact;
import io.tagstream.training.report.TrainingReport.FactGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a report says was trained, in groups. */
final class ReportFacts {
  private ReportFacts() {}

  static List<FactGroup> of(CardFacts facts) {
    List<FactGroup> groups = new ArrayList<>();
    groups.add(new FactGroup("Data", data(facts)));
    groups.add(new FactGroup("Model", model(facts)));
    groups.add(new FactGroup("Training", training(facts)));
    List<Fact> settings =
        facts.config().changed().entrySet().stream()
            .map(setting -> new Fact(setting.getKey(), setting.getValue()))
            .toList();
    groups.add(new FactGroup("Settings that are not the presets", settings));
    return groups;
  }

  private static List<Fact> data(CardFacts facts) {
    List<Fact> list = new ArrayList<>();
    for (SetSentences set : facts.data().sets()) {
      DataConfig.Origin origin = set.set().origin();
      list.add(
          new Fact(
              origin.name(),
              "source: %s; licence: %s; %s to learn from"
                  .formatted(origin.source(), origin.licence(), sentences(set.train().size()))));
    }
    list.add(new Fact("trained before", CardFacts.pretrained(facts.config().pretrained())));
    list.add(new Fact("to learn from", sentences(facts.data().train().size())));
    list.add(new Fact("to choose by", sentences(facts.data().dev().size())));
    list.add(new Fact("to test on", sentences(facts.testSentences())));
    list.add(new Fact("left out", sentences(facts.data().excluded())));
    return list;
  }

  private static List<Fact> model(CardFacts facts) {
    BundleDraft draft = facts.trained().draft();
    return List.of(
        new Fact("parameters", count(facts.trained().parameters())),
        new Fact("vocabulary", draft.vocabulary()),
        new Fact("span labels", String.join(", ", draft.labels().spans())),
        new Fact("classes", String.join(", ", draft.labels().classes())),
        new Fact("licence of the bundle", facts.config().bundle().licence()));
  }

  private static List<Fact> training(CardFacts facts) {
    return List.of(
        new Fact("command", facts.trained().draft().command()),
        new Fact("seed", Long.toString(facts.config().training().seed())),
        new Fact("made with", Libraries.versions()),
        new Fact(
            "machine",
            "Java %s, %s %s, %d processors"
                .formatted(
                    Runtime.version().feature(),
                    System.getProperty("os.name"),
                    System.getProperty("os.arch"),
                    Runtime.getRuntime().availableProcessors())));
  }

  private static String sentences(int count) {
    return count(count) + " sentences";
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
