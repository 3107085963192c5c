package io.tagstream.training.data;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.decode.TagSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The labels of spans and the classes that occur in the sentences to learn from, in the order of
 * the alphabet.
 *
 * @param spans labels of spans; empty if the data labels none
 * @param classes classes; empty if the data has none
 */
public record LabelSets(List<String> spans, List<String> classes) {
  public LabelSets {
    spans = List.copyOf(spans);
    classes = List.copyOf(classes);
  }

  /**
   * Collects the labels.
   *
   * @throws UnusableDataException if only some of the sentences are labelled, a span is not tagged
   *     as BIO asks, or there is no label at all
   */
  public static LabelSets of(List<LabelledSentence> train) {
    boolean tagged = train.get(0).hasTags();
    boolean classified = train.get(0).label() != null;
    Set<String> spans = new TreeSet<>();
    Set<String> classes = new TreeSet<>();
    for (LabelledSentence sentence : train) {
      verifyAlike("tags", tagged, sentence.hasTags(), sentence);
      verifyAlike("class", classified, sentence.label() != null, sentence);
      verifyScheme(sentence);
      for (String tag : sentence.tags()) {
        if (!tag.equals(TagSet.OUTSIDE)) {
          spans.add(label(tag));
        }
      }
      String label = sentence.label();
      if (label != null) {
        classes.add(label);
      }
    }
    if (spans.isEmpty() && classes.isEmpty()) {
      throw new UnusableDataException(
          "sentence %s and all that follow: expected tags other than O, or classes, found neither"
              .formatted(train.get(0).id()));
    }
    return new LabelSets(List.copyOf(spans), List.copyOf(classes));
  }

  /** Returns the number of tags, K; 0 if there are no labels of spans. */
  public int tagCount() {
    return spans.isEmpty() ? 0 : TagSet.of(spans).size();
  }

  private static void verifyAlike(
      String field, boolean expected, boolean found, LabelledSentence sentence) {
    if (expected != found) {
      throw new UnusableDataException(
          ("sentence %s: expected %s '%s', as in the first sentence; give it to all or to none, or"
                  + " make two data sets of them")
              .formatted(sentence.id(), expected ? "a field" : "no field", field));
    }
  }

  private static void verifyScheme(LabelledSentence sentence) {
    String previous = TagSet.OUTSIDE;
    for (String tag : sentence.tags()) {
      if (tag.startsWith("I-")
          && (previous.equals(TagSet.OUTSIDE) || !label(previous).equals(label(tag)))) {
        throw new UnusableDataException(
            "sentence %s: expected B-%s before %s, found %s; tag the first word of a span with B-"
                .formatted(sentence.id(), label(tag), tag, previous));
      }
      previous = tag;
    }
  }

  private static String label(String tag) {
    return tag.substring(2);
  }

  /**
   * Counts spans and sentences whose label does not occur in the sentences to learn from, so that
   * the model cannot say it.
   *
   * @return how many there are of each label, by name
   */
  public Map<String, Integer> unknownIn(List<LabelledSentence> sentences) {
    Map<String, Integer> counts = new TreeMap<>();
    for (LabelledSentence sentence : sentences) {
      spanLabels(sentence)
          .filter(label -> !spans.contains(label))
          .forEach(label -> counts.merge(label, 1, Integer::sum));
      String sentenceClass = sentence.label();
      if (sentenceClass != null && !classes.contains(sentenceClass)) {
        counts.merge(sentenceClass, 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Returns the labels of the spans of a sentence and its class. */
  static List<String> labels(LabelledSentence sentence) {
    List<String> labels = new ArrayList<>(spanLabels(sentence).toList());
    if (sentence.label() != null) {
      labels.add(sentence.label());
    }
    return labels;
  }

  private static Stream<String> spanLabels(LabelledSentence sentence) {
    return sentence.tags().stream().filter(tag -> tag.startsWith("B-")).map(LabelSets::label);
  }
}
