package io.tagstream.schemas.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.schemas.CurrentSentence;
import io.tagstream.schemas.CurrentSpan;
import io.tagstream.schemas.CurrentTags;
import io.tagstream.schemas.Edit;
import io.tagstream.schemas.EditOperation;
import io.tagstream.schemas.ModelReference;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.StreamPosition;
import io.tagstream.schemas.TaggedSentence;
import io.tagstream.schemas.TaggedSpan;
import io.tagstream.schemas.TaggedText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What remains of what was said. */
class TagFoldTest {
  private final TagFold fold = TagFold.complete();

  @Test
  void shouldAddAndTakeBack() {
    CurrentTags current =
        fold.apply(null, text(7, at(7, 0), add(span(0, "city", 2, 5)), add(sentence(1, 0, 5))));
    current =
        fold.apply(
            current,
            text(
                9,
                at(7, 6),
                retract(span(0, "city", -4, -1)),
                retract(sentence(1, -6, -1)),
                add(span(2, "person", -4, 3)),
                add(sentence(3, -6, 3)),
                add(span(4, "city", 4, 6))));

    assertThat(current.getSpans())
        .containsExactly(
            new CurrentSpan(2L, "person", 2L, 9L, "x", 1f),
            new CurrentSpan(4L, "city", 10L, 12L, "x", 1f));
    assertThat(current.getSentences())
        .singleElement()
        .satisfies(
            sentence -> {
              assertThat(sentence.getBegin()).isEqualTo(0);
              assertThat(sentence.getEnd()).isEqualTo(9);
            });
    assertThat(current.getGeneration()).isEqualTo(7);
    assertThat(current.getEnded()).isFalse();
    assertThat(current.getSource().getOffset()).isEqualTo(9);
  }

  @Test
  void shouldBeginAnewWithAnotherGeneration() {
    CurrentTags current = fold.apply(null, text(7, at(7, 0), add(span(0, "city", 2, 5))));
    current = fold.apply(current, text(8, at(8, 0), add(span(0, "person", 0, 3))));

    assertThat(current.getGeneration()).isEqualTo(8);
    assertThat(current.getSpans()).extracting(CurrentSpan::getLabel).containsExactly("person");
  }

  @Test
  void shouldReplaceTextsThatWereTaggedOnTheirOwn() {
    CurrentTags current = fold.apply(null, lone(3, null, span(0, "city", 2, 5)));
    current = fold.apply(current, lone(4, null, span(0, "person", 0, 3), span(1, "city", 4, 5)));

    assertThat(current.getSpans())
        .extracting(CurrentSpan::getLabel)
        .containsExactly("person", "city");
    assertThat(current.getGeneration()).isEqualTo(4);
    assertThat(current.getEnded()).isTrue();
  }

  @Test
  void shouldTakeSpansOfTextThatEndsAStreamWithoutState() {
    StreamPosition end = new StreamPosition(4L, 0L, true, false, 0L);

    CurrentTags current = fold.apply(null, lone(4, end, span(0, "city", 2, 5)));

    assertThat(current.getSpans()).hasSize(1);
    assertThat(current.getEnded()).isTrue();
  }

  @Test
  void shouldRememberGapAndEnd() {
    CurrentTags current = fold.apply(null, text(7, at(7, 0)));
    current = fold.apply(current, text(9, new StreamPosition(7L, 3L, false, true, 2L)));
    current = fold.apply(current, text(10, new StreamPosition(7L, 5L, true, false, 5L)));

    assertThat(current.getGap()).isTrue();
    assertThat(current.getEnded()).isTrue();
    assertThat(current.getFinalAfter()).isEqualTo(5);
  }

  @Test
  void shouldPassOverWhatWasFoldedBefore() {
    TaggedText first = text(7, at(7, 0), add(span(0, "city", 2, 5)));
    TaggedText second = text(8, at(7, 6), add(span(1, "city", 2, 5)));
    TaggedText third = text(9, at(7, 12), retract(span(1, "city", -4, -1)));
    CurrentTags current = fold.apply(fold.apply(fold.apply(null, first), second), third);

    assertThat(fold.apply(fold.apply(current, second), third)).isEqualTo(current);
    assertThat(fold.apply(fold.apply(fold.apply(current, first), second), third))
        .isEqualTo(current);
  }

  @Test
  void shouldKeepTheScoreThatWasSaidLast() {
    CurrentTags current = fold.apply(null, text(7, at(7, 0), add(span(0, "city", 2, 5))));
    TaggedSpan surer = new TaggedSpan(0L, "city", -4, -1, "x", 0.5f);

    current = fold.apply(current, tagged(8, at(7, 6), List.of(surer), List.of()));

    assertThat(current.getSpans()).containsExactly(new CurrentSpan(0L, "city", 2L, 5L, "x", 0.5f));
  }

  @Test
  void shouldExplainWhatWasNotSaid() {
    CurrentTags current = fold.apply(null, text(7, at(7, 0)));

    assertThatThrownBy(() -> fold.apply(current, text(9, at(7, 6), retract(span(3, "a", 0, 1)))))
        .isInstanceOf(TagFoldException.class)
        .hasMessageContainingAll(
            "text-events-0@9", "generation 7", "take back span 3", "not been said", "lost?");
    assertThatThrownBy(() -> fold.apply(current, text(9, at(7, 6), retract(sentence(4, 0, 1)))))
        .isInstanceOf(TagFoldException.class)
        .hasMessageContaining("take back sentence 4");
  }

  @Test
  void shouldExplainWhatWasSaidTwice() {
    CurrentTags current = fold.apply(null, text(7, at(7, 0), add(span(0, "city", 2, 5))));

    assertThatThrownBy(() -> fold.apply(current, text(9, at(7, 6), add(span(0, "city", 0, 1)))))
        .isInstanceOf(TagFoldException.class)
        .hasMessageContaining("span 0 to be new");
  }

  @Test
  void shouldExplainUnknownOperation() {
    Edit unknown = new Edit(EditOperation.UNKNOWN, span(0, "city", 0, 1), null);

    assertThatThrownBy(() -> fold.apply(null, text(7, at(7, 0), unknown)))
        .isInstanceOf(TagFoldException.class)
        .hasMessageContaining("a newer one");
  }

  @Test
  void shouldExplainStreamWhoseBeginIsMissing() {
    TaggedText middle = text(9, at(7, 6));
    CurrentTags other = fold.apply(null, text(3, at(3, 0)));

    assertThat(TagFold.follows(null, middle)).isFalse();
    assertThat(TagFold.follows(other, middle)).isFalse();
    assertThatThrownBy(() -> fold.apply(null, middle))
        .isInstanceOf(TagFoldException.class)
        .hasMessageContainingAll("generation 7", "none", "pass over");
    assertThatThrownBy(() -> fold.apply(other, middle)).hasMessageContaining("generation 3");
  }

  @Test
  void shouldDropWhatIsFinalAndLiesFarBack() {
    TagFold bounded = TagFold.keeping(100);
    CurrentTags current = null;
    for (int turn = 0; turn < 50; turn++) {
      long id = 2L * turn;
      StreamPosition position = new StreamPosition(7L, 10L * turn, false, false, 10L * turn + 10);
      current =
          bounded.apply(
              current,
              text(7 + turn, position, add(span(id, "a", 1, 2)), add(sentence(id + 1, 0, 9))));
    }

    Objects.requireNonNull(current);
    assertThat(current.getSpans()).hasSize(11);
    assertThat(current.getSpans().get(0).getBegin()).isEqualTo(391);
    assertThat(current.getSentences()).hasSize(11);
  }

  @Test
  void shouldKeepWhatMayStillChangeHoweverFarBackItLies() {
    TagFold bounded = TagFold.keeping(0);
    CurrentTags current =
        bounded.apply(null, text(7, at(7, 0), add(span(0, "a", 1, 9)), add(sentence(1, 0, 9))));
    current = bounded.apply(current, text(8, at(7, 1000)));

    assertThat(current.getSpans()).hasSize(1);
    assertThat(current.getSentences()).hasSize(1);
    assertThatThrownBy(() -> TagFold.keeping(-1)).hasMessageContaining("found -1");
  }

  @Test
  void shouldKeepTheLastSentencesForTheyMayStillChange() {
    TagFold bounded = TagFold.keeping(0);
    CurrentTags current = bounded.apply(null, text(7, at(7, 0), sentences(12)));
    current = bounded.apply(current, text(8, finalAfter(1000, 1000)));
    assertThat(current.getSentences())
        .extracting(CurrentSentence::getId)
        .containsExactly(4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);

    current = bounded.apply(current, text(9, finalAfter(1000, 1000), retract(sentence(4, 8, 9))));

    assertThat(current.getSentences()).hasSize(7);
  }

  @Test
  void shouldKeepSentencesFromTheOneThatEndsWhereTheFinalPartDoes() {
    TagFold bounded = TagFold.keeping(0);
    CurrentTags current = bounded.apply(null, text(7, at(7, 0), sentences(20)));

    current = bounded.apply(current, text(8, finalAfter(1000, 9)));

    assertThat(current.getSentences()).hasSize(16);
    assertThat(current.getSentences().get(0).getEnd()).isEqualTo(9);
  }

  private static Edit[] sentences(int count) {
    return IntStream.range(0, count)
        .mapToObj(id -> add(sentence(id, 2 * id, 2 * id + 1)))
        .toArray(Edit[]::new);
  }

  private static StreamPosition finalAfter(long begin, long finalAfter) {
    return new StreamPosition(7L, begin, false, false, finalAfter);
  }

  /** A position of a stream of which nothing is final. */
  private static StreamPosition at(long generation, long begin) {
    return new StreamPosition(generation, begin, false, false, 0L);
  }

  private static TaggedText text(long offset, StreamPosition position, Edit... edits) {
    return tagged(offset, position, List.of(), List.of(edits));
  }

  private static TaggedText lone(
      long offset, @Nullable StreamPosition position, TaggedSpan... spans) {
    return tagged(offset, position, List.of(spans), List.of());
  }

  private static TaggedText tagged(
      long offset, @Nullable StreamPosition position, List<TaggedSpan> spans, List<Edit> edits) {
    return new TaggedText(
        "x",
        position,
        List.of(),
        spans,
        edits,
        new ModelReference("m", "1", "00"),
        false,
        new SourceCoordinates("text-events", 0, offset),
        Map.of());
  }

  private static TaggedSpan span(long id, String label, int begin, int end) {
    return new TaggedSpan(id, label, begin, end, "x", 1f);
  }

  private static TaggedSentence sentence(long id, int begin, int end) {
    return new TaggedSentence(id, begin, end, null, null, null);
  }

  private static Edit add(TaggedSpan span) {
    return new Edit(EditOperation.ADD, span, null);
  }

  private static Edit add(TaggedSentence sentence) {
    return new Edit(EditOperation.ADD, null, sentence);
  }

  private static Edit retract(TaggedSpan span) {
    return new Edit(EditOperation.RETRACT, span, null);
  }

  private static Edit retract(TaggedSentence sentence) {
    return new Edit(EditOperation.RETRACT, null, sentence);
  }
}
