package io.tagstream.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.ModelId;
import io.tagstream.model.SentenceClass;
import io.tagstream.model.Span;
import io.tagstream.model.Tagger;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.data.LabelledText;
import io.tagstream.model.data.TextSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextEvaluatorTest {

  /** Cuts every text after its second code point and says that the rest is a place. */
  private record Splitter(float firstScore, float secondScore) implements Tagger {
    @Override
    public List<Tagging> tag(List<Text> texts) {
      return texts.stream().map(text -> tagging(text.content())).toList();
    }

    private Tagging tagging(String text) {
      int end = text.codePointCount(0, text.length());
      return new Tagging(
          List.of(
              new ClassifiedSentence(0, 2, sentenceClass("first", firstScore)),
              new ClassifiedSentence(2, end, sentenceClass("second", secondScore))),
          List.of(new Span("place", 2, end, text.substring(2), 1)));
    }

    private static SentenceClass sentenceClass(String label, float score) {
      return new SentenceClass(label, score, Map.of(label, score));
    }

    @Override
    public ModelId model() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  @Test
  void shouldCompareLabelBeginAndEnd() {
    List<TextSpan> right = List.of(new TextSpan("place", 2, 6));
    List<TextSpan> longer = List.of(new TextSpan("place", 1, 6), new TextSpan("date", 2, 6));

    EvaluationReport report =
        evaluate(new Splitter(0.4f, 0.6f), text(right, "second"), text(longer, "first"));

    assertThat(report.texts()).isEqualTo(2);
    assertThat(report.sentences()).isEqualTo(4);
    assertThat(report.tokens()).isEqualTo(4);
    SpanScores spans = Objects.requireNonNull(report.spans());
    assertThat(spans.byLabel())
        .containsEntry("place", PrecisionRecall.of(2, 2, 1))
        .containsEntry("date", PrecisionRecall.of(1, 0, 0));
    assertThat(spans.tokenAccuracy()).isNull();
  }

  @Test
  void shouldTakeTheClassThatIsMostCertain() {
    LabelledText text = text(null, "first");

    assertThat(accuracy(evaluate(new Splitter(0.6f, 0.4f), text))).isEqualTo(100);
    assertThat(accuracy(evaluate(new Splitter(0.5f, 0.5f), text))).isEqualTo(100);
    assertThat(accuracy(evaluate(new Splitter(0.4f, 0.6f), text))).isZero();
  }

  @Test
  void shouldLeaveOutWhatDataOrModelDoNotHave() {
    LabelledText untagged = text(null, null);
    LabelledText tagged = text(List.of(), null);
    Tagger tagger = new Splitter(1, 0);

    assertThat(new TextEvaluator(tagger, true, true).evaluate(List.of(untagged)))
        .isEqualTo(new EvaluationReport(2, 2, 1, null, null, null));
    assertThat(new TextEvaluator(tagger, false, false).evaluate(List.of(tagged)))
        .isEqualTo(new EvaluationReport(2, 2, 1, null, null, null));
  }

  @Test
  void shouldNotCountSpansThatTheDataLeavesOpen() {
    LabelledText open = new LabelledText("id", "i Oslo", null, List.of(), null, Set.of("place"));

    EvaluationReport report = evaluate(new Splitter(1, 0), open);

    assertThat(Objects.requireNonNull(report.spans()).byLabel()).isEmpty();
    assertThat(Objects.requireNonNull(report.leftOut()).predicted())
        .containsExactly(Map.entry("place", 1));
  }

  @Test
  void shouldGivePairsToTheModel() {
    List<Text> given = new ArrayList<>();
    Tagger splitter = new Splitter(1, 0);
    Tagger listening =
        new Tagger() {
          @Override
          public List<Tagging> tag(List<Text> texts) {
            given.addAll(texts);
            return splitter.tag(texts);
          }

          @Override
          public ModelId model() {
            return splitter.model();
          }

          @Override
          public void close() {}
        };

    evaluate(listening, new LabelledText("id", "i Oslo", "why", null, "first", Set.of()));

    assertThat(given).containsExactly(new Text("i Oslo", null, "why"));
  }

  @Test
  void shouldTakeATextThatGetsNoClassForMissed() {
    Tagger silent =
        new Tagger() {
          @Override
          public List<Tagging> tag(List<Text> texts) {
            return List.of(new Tagging(List.of(), List.of()));
          }

          @Override
          public ModelId model() {
            throw new UnsupportedOperationException();
          }

          @Override
          public void close() {}
        };

    EvaluationReport report = evaluate(silent, new LabelledText("id", " ", null, "first"));

    assertThat(accuracy(report)).isZero();
    assertThat(Objects.requireNonNull(report.classes()).count("first", ClassScorer.NO_CLASS))
        .isEqualTo(1);
  }

  private static EvaluationReport evaluate(Tagger tagger, LabelledText... texts) {
    return new TextEvaluator(tagger, true, true).evaluate(List.of(texts));
  }

  private static LabelledText text(@Nullable List<TextSpan> spans, @Nullable String label) {
    return new LabelledText("id", "i Oslo", spans, label);
  }

  private static double accuracy(EvaluationReport report) {
    return Objects.requireNonNull(report.classes()).accuracy();
  }
}
