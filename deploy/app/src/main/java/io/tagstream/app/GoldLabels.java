package io.tagstream.app;

import io.tagstream.model.data.LabelMapping;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.data.LabelledText;
import io.tagstream.model.data.TextSpan;
import io.tagstream.model.decode.TokenSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how the labels of data are meant, for data not made for the bundle. */
final class GoldLabels {
  @Option(
      names = "--labels",
      paramLabel = "FROM=TO,...",
      converter = Converter.class,
      description =
          "Other names for labels of spans: the data's on the left, the bundle's on the right, such as"
              + " person=PER,location=LOC,*= where * is every other label, whose spans are dropped.")
  private LabelMapping labels = LabelMapping.NONE;

  @Option(
      names = "--open",
      split = ",",
      paramLabel = "LABEL",
      description = "Labels of spans that the data does not annotate: to find them is no mistake.")
  private List<String> open = new ArrayList<>();

  private final SortedMap<String, Integer> dropped = new TreeMap<>();

  /** Reads a mapping. */
  static final class Converter implements ITypeConverter<LabelMapping> {
    @Override
    public LabelMapping convert(String value) {
      try {
        return LabelMapping.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Returns how many spans of each label the mapping took for none so far. */
  SortedMap<String, Integer> dropped() {
    return dropped;
  }

  /** Returns the sentences with the labels as they are meant. */
  List<LabelledSentence> ofSentences(List<LabelledSentence> sentences) {
    return sentences.stream().map(this::of).toList();
  }

  private LabelledSentence of(LabelledSentence sentence) {
    count(TokenSpan.of(sentence.tags()).stream().map(TokenSpan::label));
    LabelledSentence named = labels.of(sentence);
    refuse(TokenSpan.of(named.tags()).stream().map(TokenSpan::label));
    return new LabelledSentence(
        named.id(),
        named.text(),
        named.tokens(),
        named.tags(),
        named.label(),
        new TreeSet<>(open),
        named.place());
  }

  /** Returns the texts with the labels as they are meant. */
  List<LabelledText> ofTexts(List<LabelledText> texts) {
    return texts.stream().map(this::of).toList();
  }

  private LabelledText of(LabelledText text) {
    count(labelsOf(text));
    LabelledText named = labels.of(text);
    refuse(labelsOf(named));
    return new LabelledText(
        named.id(),
        named.text(),
        named.second(),
        named.spans(),
        named.label(),
        new TreeSet<>(open));
  }

  private static Stream<String> labelsOf(LabelledText text) {
    List<TextSpan> spans = text.spans();
    return spans == null ? Stream.of() : spans.stream().map(TextSpan::label);
  }

  private void count(Stream<String> gold) {
    gold.filter(label -> labels.of(label).isEmpty())
        .forEach(label -> dropped.merge(label, 1, Integer::sum));
  }

  private void refuse(Stream<String> gold) {
    gold.filter(open::contains)
        .findFirst()
        .ifPresent(
            label -> {
              throw new CommandException(
                  "--open: expected labels that the data does not annotate, found '%s', which it does; take it out, or make its spans none with --labels %s="
                      .formatted(label, label));
            });
  }
}
