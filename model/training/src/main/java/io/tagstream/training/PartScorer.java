package io.tagstream.training;

import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.model.evaluation.Evaluator;
import io.tagstream.training.data.PlainText;
import io.tagstream.training.data.SetSentences;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.report.PartScores;
import io.tagstream.training.report.StreamScores;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Scores a bundle on a part of the data: of all data sets together and, if there are several, of
 * each.
 *
 * @param bundle what is scored
 * @param data the data sets
 * @param said is told the scores, for people
 */
record PartScorer(BundleFiles bundle, TrainingData data, Consumer<String> said) {

  /** Returns the scores on all data sets together first; none if there are no sentences. */
  List<PartScores> scores(String part, Function<SetSentences, List<LabelledSentence>> sentences) {
    List<LabelledSentence> all = new ArrayList<>();
    List<PartScores> scores = new ArrayList<>();
    for (SetSentences set : data.sets()) {
      List<LabelledSentence> own = data.measured(set, sentences.apply(set));
      all.addAll(own);
      if (data.sets().size() > 1 && !own.isEmpty()) {
        boolean tagged = own.stream().anyMatch(LabelledSentence::hasTags);
        SortedSet<String> open = tagged ? set.set().heads().open() : Collections.emptySortedSet();
        scores.add(score(part, set.set().key(), open, own));
      }
    }
    if (!all.isEmpty()) {
      scores.add(0, score(part, "", Collections.emptySortedSet(), all));
    }
    return scores;
  }

  private PartScores score(
      String part, String set, SortedSet<String> open, List<LabelledSentence> sentences) {
    EvaluationReport report = Trainer.evaluate(bundle, sentences);
    EvaluationReport plain =
        Trainer.evaluate(bundle, sentences.stream().map(PlainText::of).toList());
    PartScores scores = new PartScores(part, set, open, report, plain, streams(sentences));
    scores
        .reports()
        .forEach(each -> said.accept(each.title() + ": " + ProgressDisplay.scores(each.report())));
    return scores;
  }

  /** Says what the carried state is worth, and on how much of it the model learned by heart. */
  private @Nullable StreamScores streams(List<LabelledSentence> sentences) {
    if (sentences.stream().allMatch(sentence -> sentence.place() == null)) {
      return null;
    }
    Set<List<String>> learned =
        data.train().stream().map(LabelledSentence::tokens).collect(Collectors.toSet());
    Predicate<LabelledSentence> unseen = sentence -> !learned.contains(sentence.tokens());
    try (BundleTagger tagger = Bundles.open(bundle).tagger()) {
      Evaluator evaluator = new Evaluator(tagger);
      return new StreamScores(
          evaluator.evaluate(sentences),
          evaluator.evaluateStreams(sentences, unseen),
          evaluator.evaluate(sentences.stream().filter(unseen).toList()));
    }
  }
}
