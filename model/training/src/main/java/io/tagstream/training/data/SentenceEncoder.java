package io.tagstream.training.data;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.decode.TagSet;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.model.recurrent.WordFeatures;
import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.network.TrainingSentence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns labelled sentences into numbers. Equal words share one object, so each is spelled once. */
public final class SentenceEncoder {
  private final String head;
  private final WordFeatures features;
  private final LabelSets labels;
  private final Map<String, WordIds> words = new HashMap<>();

  /**
   * @param head name of the slot head and of the class head that the sentences train
   */
  public SentenceEncoder(String head, RecurrentTokenizer tokenizer, LabelSets labels) {
    this.head = head;
    this.features = new WordFeatures(tokenizer);
    this.labels = labels;
  }

  /** Returns the ids of the words, tags and classes. */
  public List<TrainingSentence> encode(List<LabelledSentence> sentences) {
    TagSet tags = labels.spans().isEmpty() ? null : TagSet.of(labels.spans());
    return sentences.stream()
        .map(
            sentence ->
                new TrainingSentence(
                    sentence.tokens().stream()
                        .map(token -> words.computeIfAbsent(token, features::ids))
                        .toList(),
                    tags == null
                        ? Map.of()
                        : Map.of(head, sentence.tags().stream().mapToInt(tags::id).toArray()),
                    labels.classes().isEmpty()
                        ? Map.of()
                        : Map.of(head, labels.classes().indexOf(sentence.label()))))
        .toList();
  }
}
