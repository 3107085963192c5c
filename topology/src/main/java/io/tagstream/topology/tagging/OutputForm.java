package io.tagstream.topology.tagging;

import io.tagstream.model.SentenceClass;
import io.tagstream.schemas.TaggedSentence;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.TaggingConfig;
import org.jspecify.annotations.Nullable;

/**
 * What of a tagging goes out.
 *
 * @param text whether the output repeats the text
 * @param scores whether the output carries the probabilities of all classes
 */
record OutputForm(boolean text, boolean scores) {
  static OutputForm of(TaggingConfig config) {
    return new OutputForm(config.outputText(), config.outputScores());
  }

  @Nullable String textOf(TextEvent event) {
    return text ? event.getText() : null;
  }

  TaggedSentence sentence(long id, int begin, int end, @Nullable SentenceClass sentenceClass) {
    return new TaggedSentence(
        id,
        begin,
        end,
        sentenceClass == null ? null : sentenceClass.label(),
        sentenceClass == null ? null : sentenceClass.score(),
        scores && sentenceClass != null ? sentenceClass.scores() : null);
  }
}
