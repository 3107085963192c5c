package io.tagstream.training.report;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.decode.TokenSpan;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Made-up sentences and made-up answers of a model. */
final class Mistakes {
  private Mistakes() {}

  /** A labelled sentence that waits for its answer. */
  record Question(LabelledSentence sentence) {
    /** Every span and the class get a score. */
    Answer said(String tags, float spanScore, String label, float classScore) {
      List<String> said = List.of(tags.split(" ", -1));
      return new Answer(
          sentence,
          new TokenTagging(
              said,
              Collections.nCopies(TokenSpan.of(said).size(), spanScore),
              new SentenceClass(label, classScore, Map.of(label, classScore))));
    }
  }

  /** A labelled sentence and what the model says about it. */
  record Answer(LabelledSentence sentence, TokenTagging tagging) {}

  static Question sentence(String id, String tags, String label) {
    List<String> gold = List.of(tags.split(" ", -1));
    List<String> tokens =
        Stream.iterate(1, i -> i + 1).limit(gold.size()).map(i -> "w" + i).toList();
    return new Question(new LabelledSentence(id, null, tokens, gold, label));
  }

  static ErrorAnalysis of(Answer... answers) {
    return ErrorAnalysis.of(
        tokens -> Stream.of(answers).map(Answer::tagging).toList(),
        Stream.of(answers).map(Answer::sentence).toList());
  }
}
