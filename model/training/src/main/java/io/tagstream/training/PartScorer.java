package io.tagstream.training;

import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.training.data.PlainText;
import io.tagstream.training.data.SetSentences;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.report.PartScores;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Function;

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
    PartScores scores = new PartScores(part, set, open, report, plain);
    said.accept(scores.title() + ": " + ProgressDisplay.scores(report));
    said.accept(
        scores.title() + ", lower case, no final punctuation: " + ProgressDisplay.scores(plain));
    return scores;
  }
}
