package io.tagstream.model.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.SentenceClass;
import io.tagstream.model.Span;
import io.tagstream.model.Tagging;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.reference.ReferenceCase;
import io.tagstream.model.reference.ReferenceModel;
import io.tagstream.model.stream.StreamState.SaidSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams read with transformers of every kind of tokenizer, against the same texts at once. */
class ExportStreamsTest {
  private static final int SEED = 7;

  @ParameterizedTest
  @EnumSource(names = {"BERT_TOKEN", "ROBERTA_TOKEN", "XLM_ROBERTA_TOKEN", "ROBERTA_SEQUENCE"})
  void shouldSayInTheEndWhatIsSaidOfTheWholeText(ReferenceModel model) {
    Random random = new Random(SEED);
    StreamRules rules = StreamRules.fragments(StreamRules.MAX_TOKENS);
    try (BundleTagger tagger = Bundles.open(model.directory().toString()).tagger()) {
      for (String text : texts(model)) {
        Fold fold = new Fold();
        StringBuilder whole = new StringBuilder();
        StreamState state = StreamState.BEGIN;
        for (String piece : cut(text, random)) {
          StreamEvent event = StreamEvent.of(state, piece);
          StreamStep step = tagger.read(rules, event);
          fold.add(step);
          whole.append(event.wellFormedText());
          state = step.state();
        }
        Tagging offline = tagger.tag(whole.toString());
        assertThat(state.spans())
            .as("scores in %s", text)
            .extracting(SaidSpan::score)
            .isEqualTo(offline.spans().stream().map(Span::score).toList());
        fold.add(tagger.read(rules, new StreamEvent(state, "", null, true)));
        assertThat(fold.spans()).as("spans in %s", text).isEqualTo(spans(offline));
        assertThat(fold.sentences()).as("classes of %s", text).isEqualTo(sentences(offline));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BERT_TOKEN", "ROBERTA_TOKEN", "XLM_ROBERTA_TOKEN", "BERT_SEQUENCE"})
  void shouldContradictNothingOnceTheTailIsShorterThanTheStream(ReferenceModel model) {
    Random random = new Random(SEED);
    try (BundleTagger tagger = Bundles.open(model.directory().toString()).tagger()) {
      Fold fold = new Fold();
      StreamState state = StreamState.BEGIN;
      for (String piece : cut(String.join(" ", texts(model)), random)) {
        StreamRules rules = new StreamRules(StreamRules.Mode.FRAGMENT, 6, 1);
        StreamStep step = tagger.read(rules, StreamEvent.of(state, piece));
        fold.add(step);
        state = step.state();
      }
      assertThat(state.textBegin()).isPositive();
    }
  }

  /** Those that are one text, and no longer than what a stretch without white space may be. */
  private static List<String> texts(ReferenceModel model) {
    return model.listedCases().stream()
        .filter(each -> !each.isPair())
        .map(ReferenceCase::text)
        .filter(text -> text.length() < OpenStretch.LONGEST)
        .toList();
  }

  private static List<String> cut(String text, Random random) {
    List<String> pieces = new ArrayList<>();
    for (int begin = 0; begin < text.length(); ) {
      int end = Math.min(text.length(), begin + 1 + random.nextInt(32));
      pieces.add(text.substring(begin, end));
      begin = end;
    }
    return pieces;
  }

  private static List<String> spans(Tagging tagging) {
    return tagging.spans().stream()
        .map(span -> span.label() + " " + span.begin() + " " + span.end())
        .toList();
  }

  /** Of a text without letters a model says a class, too; in a stream there is nothing yet. */
  private static List<String> sentences(Tagging tagging) {
    return tagging.sentences().stream()
        .filter(one -> one.begin() < one.end())
        .map(one -> label(one) + " " + one.begin() + " " + one.end())
        .toList();
  }

  private static String label(ClassifiedSentence sentence) {
    SentenceClass as = sentence.sentenceClass();
    return as == null ? "" : as.label();
  }
}
