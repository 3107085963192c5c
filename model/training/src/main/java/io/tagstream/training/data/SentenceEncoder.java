package io.tagstream.training.data;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.decode.TagSet;
import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.config.DataConfig.Heads;
import io.tagstream.training.network.OpenTags;
import io.tagstream.training.network.TrainingSentence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Turns labelled sentences into numbers. Equal words share one object, so each is spelled once. */
public final class SentenceEncoder {
  private final Function<String, WordIds> features;
  private final HeadLabels labels;
  private final Map<String, WordIds> words = new HashMap<>();

  /**
   * Makes an encoder.
   *
   * @param features what makes numbers of a word
   */
  public SentenceEncoder(Function<String, WordIds> features, HeadLabels labels) {
    this.features = features;
    this.labels = labels;
  }

  /**
   * Returns the ids of the words, tags and classes. A sentence without tags trains no slot head,
   * one without a class no class head.
   *
   * @param heads the heads that the sentences train
   */
  public List<TrainingSentence> encode(List<LabelledSentence> sentences, Heads heads) {
    TagSet tags = labels.tags(heads.slots());
    List<String> classes = labels.classes().getOrDefault(heads.classes(), List.of());
    Map<String, OpenTags> open =
        tags == null || heads.open().isEmpty()
            ? Map.of()
            : Map.of(heads.slots(), OpenTags.of(tags, heads.open()));
    return sentences.stream()
        .map(
            sentence ->
                new TrainingSentence(
                    sentence.tokens().stream()
                        .map(token -> words.computeIfAbsent(token, features))
                        .toList(),
                    tags == null || !sentence.hasTags()
                        ? Map.of()
                        : Map.of(
                            heads.slots(), sentence.tags().stream().mapToInt(tags::id).toArray()),
                    open,
                    sentence.label() == null || classes.isEmpty()
                        ? Map.of()
                        : Map.of(heads.classes(), classes.indexOf(sentence.label()))))
        .toList();
  }
}
