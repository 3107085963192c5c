package io.tagstream.training.data;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.decode.TagSet;
import io.tagstream.training.config.DataConfig.DataSet;
import java.util.List;
import java.util.Set;
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
   * @param set where the sentences come from
   * @throws UnusableDataException if only some of the sentences are labelled, or there is no label
   *     at all
   */
  public static LabelSets of(DataSet set, List<LabelledSentence> train) {
    String key = set.key("train");
    boolean tagged = train.get(0).hasTags();
    boolean classified = train.get(0).label() != null;
    Set<String> spans = new TreeSet<>();
    Set<String> classes = new TreeSet<>();
    for (LabelledSentence sentence : train) {
      verifyAlike(key, "tags or spans", tagged, sentence.hasTags(), sentence);
      verifyAlike(key, "a class", classified, sentence.label() != null, sentence);
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
          "%s: expected spans or classes, found neither in any of its %d sentences; label some, and look for what %s drops"
              .formatted(key, train.size(), set.key("labels")));
    }
    return new LabelSets(List.copyOf(spans), List.copyOf(classes));
  }

  /** Returns the number of tags, K; 0 if there are no labels of spans. */
  public int tagCount() {
    return spans.isEmpty() ? 0 : TagSet.of(spans).size();
  }

  private static void verifyAlike(
      String key, String what, boolean expected, boolean found, LabelledSentence sentence) {
    if (expected != found) {
      throw new UnusableDataException(
          ("%s: sentence %s: expected %s, as in the first sentence, found %s; label all or none, or"
                  + " make two data sets of them")
              .formatted(
                  key, sentence.id(), expected ? what : "no " + what, expected ? "none" : "some"));
    }
  }

  private static String label(String tag) {
    return tag.substring(2);
  }

  /** Returns the label of every span of a sentence. */
  static Stream<String> spanLabels(LabelledSentence sentence) {
    return sentence.tags().stream().filter(tag -> tag.startsWith("B-")).map(LabelSets::label);
  }

  /** Returns the class of a sentence, if it has one. */
  static Stream<String> classes(LabelledSentence sentence) {
    return Stream.ofNullable(sentence.label());
  }
}
