package io.tagstream.model.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** What is said of a stream: all edits, folded. Fails where an edit contradicts those before. */
final class Fold {
  private final TreeMap<Long, StreamSpan> spans = new TreeMap<>();
  private final TreeMap<Long, StreamSentence> sentences = new TreeMap<>();
  private final Set<Long> ids = new HashSet<>();
  private long finalAfter;

  void add(StreamStep step) {
    for (StreamEdit edit : step.edits()) {
      if (edit instanceof StreamEdit.OfSpan of) {
        assertThat(of.span().begin()).isGreaterThanOrEqualTo(finalAfter);
        if (edit.adds()) {
          assertThat(ids.add(of.span().id())).as("a new id").isTrue();
          spans.put(of.span().id(), of.span());
        } else {
          StreamSpan said = spans.remove(of.span().id());
          assertThat(said).as("said before").isNotNull();
          assertThat(of.span())
              .usingRecursiveComparison()
              .ignoringFields("surface", "score")
              .isEqualTo(said);
        }
      } else if (edit instanceof StreamEdit.OfSentence of) {
        if (edit.adds()) {
          assertThat(ids.add(of.sentence().id())).as("a new id").isTrue();
          sentences.put(of.sentence().id(), of.sentence());
        } else {
          assertThat(sentences.remove(of.sentence().id())).as("said before").isNotNull();
        }
      }
    }
    assertThat(step.finalAfter()).isGreaterThanOrEqualTo(finalAfter);
    finalAfter = step.finalAfter();
    List<StreamSpan> ordered = ordered();
    for (int i = 1; i < ordered.size(); i++) {
      assertThat(ordered.get(i).begin()).isGreaterThanOrEqualTo(ordered.get(i - 1).end());
    }
    long sentenceEnd = 0;
    for (StreamSentence sentence : orderedSentences()) {
      assertThat(sentence.begin()).isGreaterThanOrEqualTo(sentenceEnd);
      sentenceEnd = sentence.end();
    }
    for (StreamSpan span : step.spans()) {
      assertThat(spans).containsKey(span.id());
    }
  }

  private List<StreamSpan> ordered() {
    List<StreamSpan> ordered = new ArrayList<>(spans.values());
    ordered.sort(Comparator.comparingLong(StreamSpan::begin));
    return ordered;
  }

  private List<StreamSentence> orderedSentences() {
    return sentences.values().stream()
        .sorted(Comparator.comparingLong(StreamSentence::begin))
        .toList();
  }

  /** Label, begin and end of every span, in order. */
  List<String> spans() {
    return ordered().stream()
        .map(span -> span.label() + " " + span.begin() + " " + span.end())
        .toList();
  }

  /** Class, begin and end of every sentence, in order. */
  List<String> sentences() {
    return orderedSentences().stream()
        .map(
            sentence ->
                (sentence.sentenceClass() == null ? "" : sentence.sentenceClass().label())
                    + (" " + sentence.begin() + " " + sentence.end()))
        .toList();
  }
}
