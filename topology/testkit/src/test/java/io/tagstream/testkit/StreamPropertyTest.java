package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.serving.SingleTagger;
import io.tagstream.model.serving.Taggers;
import io.tagstream.schemas.CurrentSentence;
import io.tagstream.schemas.CurrentSpan;
import io.tagstream.schemas.CurrentTags;
import io.tagstream.schemas.Edit;
import io.tagstream.schemas.StreamPosition;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.TextEvent;
import io.tagstream.schemas.fold.TagFold;
import io.tagstream.topology.config.TaggingConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/** Any text in any pieces, through the whole topology, with real graphs. */
class StreamPropertyTest {
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
  private static final Taggers FORWARD = TinyBundles.open("tiny-forward");
  private static final Taggers BIDIRECTIONAL = TinyBundles.open("tiny-streams");

  /** Another model every minute. */
  private static final Taggers CHANGING =
      SwitchingTaggers.startingWith(TinyBundles.tagger("tiny-forward"))
          .then(NEW_YEAR.plusSeconds(60), TinyBundles.tagger("tiny-streams"))
          .then(NEW_YEAR.plusSeconds(120), TinyBundles.tagger("tiny-forward"))
          .build();

  @AfterContainer
  static void close() {
    FORWARD.close();
    BIDIRECTIONAL.close();
    CHANGING.close();
  }

  @Provide
  Arbitrary<Pieces> texts() {
    return Pieces.ofAtMost(150);
  }

  /** More than is kept of a text to be cut and split anew, and fewer tokens than tags wait for. */
  @Provide
  Arbitrary<Pieces> longTexts() {
    return Pieces.ofWords(800);
  }

  /**
   * As many tokens as the longest right context, at most, and as the tags of a chain may stay open:
   * with random weights, two ways to tag may stay equally good for longer than any model's.
   */
  @Provide
  Arbitrary<Pieces> shortTexts() {
    return Pieces.ofAtMost(64);
  }

  @Property(tries = 50)
  void shouldSayOfAnyPiecesWhatItSaysOfTheWholeWhenItReadsForward(
      @ForAll("shortTexts") Pieces text) {
    assertSameAsWholeForward(text);
  }

  @Property(tries = 5_000)
  @Tag("endurance")
  void shouldSayOfManyPiecesWhatItSaysOfTheWholeWhenItReadsForward(
      @ForAll("shortTexts") Pieces text) {
    assertSameAsWholeForward(text);
  }

  @Property(tries = 10)
  void shouldSayOfPiecesOfLongTextsWhatItSaysOfTheWholeWhenItReadsForward(
      @ForAll("longTexts") Pieces text) {
    assertSameAsWholeForward(text);
  }

  @Property(tries = 2_000)
  @Tag("endurance")
  void shouldSayOfPiecesOfManyLongTextsWhatItSaysOfTheWholeWhenItReadsForward(
      @ForAll("longTexts") Pieces text) {
    assertSameAsWholeForward(text);
  }

  private static void assertSameAsWholeForward(Pieces text) {
    List<CurrentTags> folded = foldAll(FORWARD, -1, 0, text, text.inOne());
    assertSame(folded.get(0), folded.get(1));
    assertSameClassScores(folded.get(0), folded.get(1));
  }

  @Property(tries = 50)
  void shouldSayOfAnyPiecesWhatItSaysOfTheWholeWhenAllIsRightContext(
      @ForAll("shortTexts") Pieces text) {
    assertSameAsWholeWithRightContext(text);
  }

  @Property(tries = 5_000)
  @Tag("endurance")
  void shouldSayOfManyPiecesWhatItSaysOfTheWholeWhenAllIsRightContext(
      @ForAll("shortTexts") Pieces text) {
    assertSameAsWholeWithRightContext(text);
  }

  private static void assertSameAsWholeWithRightContext(Pieces text) {
    List<CurrentTags> folded = foldAll(BIDIRECTIONAL, 64, 0, text, text.inOne());
    assertSame(folded.get(0), folded.get(1));
  }

  @Property(tries = 30)
  void shouldHoldNothingBackOnceTheStreamHasEnded(
      @ForAll("shortTexts") Pieces text, @ForAll @IntRange(min = 1, max = 64) int delay) {
    assertSame(
        foldAll(FORWARD, -1, delay, text).get(0), foldAll(FORWARD, -1, 0, text.inOne()).get(0));
  }

  @Property(tries = 50)
  void shouldNeverContradictItself(
      @ForAll("texts") Pieces text,
      @ForAll @IntRange(max = 5) int rightContext,
      @ForAll @IntRange(max = 4) int delay) {
    assertConsistent(text, run(BIDIRECTIONAL, rightContext, delay, text).get(0));
  }

  @Property(tries = 5_000)
  @Tag("endurance")
  void shouldNeverContradictItselfInManyTexts(
      @ForAll("texts") Pieces text,
      @ForAll @IntRange(max = 5) int rightContext,
      @ForAll @IntRange(max = 4) int delay) {
    assertConsistent(text, run(BIDIRECTIONAL, rightContext, delay, text).get(0));
  }

  @Property(tries = 50)
  void shouldNeverContradictItselfWithADictionary(
      @ForAll("texts") Pieces text,
      @ForAll @IntRange(max = 5) int rightContext,
      @ForAll @IntRange(max = 4) int delay) {
    try (Taggers taggers = new SingleTagger(dictionary("Oslo|Os|東京?"))) {
      assertConsistent(text, run(taggers, rightContext, delay, text).get(0));
    }
  }

  @Property(tries = 50)
  void shouldNeverContradictItselfWhereDictionariesChange(
      @ForAll("texts") Pieces text,
      @ForAll @IntRange(max = 5) int rightContext,
      @ForAll @IntRange(max = 4) int delay) {
    try (Taggers taggers =
        SwitchingTaggers.startingWith(dictionary("Oslo|Os|東京?"))
            .then(NEW_YEAR.plusSeconds(60), dictionary("[a-dA-D]+( [a-d]+)?"))
            .then(NEW_YEAR.plusSeconds(120), dictionary("Os|Book"))
            .build()) {
      assertConsistent(text, run(taggers, rightContext, delay, text).get(0));
    }
  }

  private static DictionaryTagger dictionary(String cities) {
    return DictionaryTagger.builder()
        .label("city", cities)
        .label("letters", "[a-dA-D]+( [a-d]+)?")
        .sentenceClass("question", "\\?")
        .sentenceClass("rest", "")
        .build();
  }

  @Property(tries = 50)
  void shouldNeverContradictItselfWhereModelsChange(
      @ForAll("texts") Pieces text,
      @ForAll @IntRange(max = 5) int rightContext,
      @ForAll @IntRange(max = 2) int delay) {
    assertConsistent(text, run(CHANGING, rightContext, delay, text).get(0));
  }

  @Property(tries = 2_000)
  @Tag("endurance")
  void shouldNeverContradictItselfInLongTextsWhereModelsChange(
      @ForAll("longTexts") Pieces text,
      @ForAll @IntRange(max = 5) int rightContext,
      @ForAll @IntRange(max = 2) int delay) {
    assertConsistent(text, run(CHANGING, rightContext, delay, text).get(0));
  }

  /** Scores of spans depend on what was settled before: of sentences, only on their words. */
  private static void assertSameClassScores(CurrentTags pieces, CurrentTags whole) {
    for (int i = 0; i < whole.getSentences().size(); i++) {
      assertThat(pieces.getSentences().get(i).getScore())
          .isCloseTo(whole.getSentences().get(i).getScore(), within(1e-6f));
    }
  }

  private static void assertSame(CurrentTags pieces, CurrentTags whole) {
    assertThat(pieces.getSpans()).hasSameSizeAs(whole.getSpans());
    for (int i = 0; i < whole.getSpans().size(); i++) {
      CurrentSpan said = pieces.getSpans().get(i);
      CurrentSpan expected = whole.getSpans().get(i);
      assertThat(said.getLabel()).isEqualTo(expected.getLabel());
      assertThat(said.getBegin()).isEqualTo(expected.getBegin());
      assertThat(said.getEnd()).isEqualTo(expected.getEnd());
      assertThat(said.getSurface()).isEqualTo(expected.getSurface());
    }
    assertThat(pieces.getSentences()).hasSameSizeAs(whole.getSentences());
    for (int i = 0; i < whole.getSentences().size(); i++) {
      CurrentSentence said = pieces.getSentences().get(i);
      CurrentSentence expected = whole.getSentences().get(i);
      assertThat(said.getBegin()).isEqualTo(expected.getBegin());
      assertThat(said.getEnd()).isEqualTo(expected.getEnd());
      assertThat(said.getLabel()).isEqualTo(expected.getLabel());
    }
    assertThat(pieces.getEnded()).isTrue();
  }

  private static List<CurrentTags> foldAll(
      Taggers taggers, int rightContext, int delay, Pieces... texts) {
    return run(taggers, rightContext, delay, texts).stream().map(StreamDrivers::fold).toList();
  }

  /** Sends texts, each under a key of its own, and returns what came out for each. */
  private static List<List<TaggedText>> run(
      Taggers taggers, int rightContext, int delay, Pieces... texts) {
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(TinyBundles.shared(taggers))
            .set(TaggingConfig.STREAM_MODE, "fragment")
            .set(TaggingConfig.STREAM_RIGHT_CONTEXT, rightContext)
            .set(TaggingConfig.STREAM_DELAY, delay)
            .set(TaggingConfig.STATE_STORE, "memory")
            .build()) {
      List<List<TaggedText>> tagged = new ArrayList<>();
      for (Pieces text : texts) {
        send(driver, "key " + tagged.size(), text);
        assertThat(driver.deadLetters()).isEmpty();
        tagged.add(driver.taggedTexts());
      }
      return tagged;
    }
  }

  /** The last piece ends the stream, or a record without a value; some minutes pass meanwhile. */
  private static void send(TaggingTestDriver driver, String key, Pieces text) {
    int last = text.pieces().size() - 1;
    boolean endsByTombstone = text.whole().length() % 2 == 0;
    for (int i = 0; i <= last; i++) {
      boolean ends = i == last && !endsByTombstone;
      driver.pipe(key, new TextEvent(text.pieces().get(i), ends, null, Map.of()));
      if (i % (last / 4 + 1) == 0) {
        driver.advanceWallClock(Duration.ofMinutes(1));
      }
    }
    if (endsByTombstone) {
      driver.pipeTombstone(key);
    }
  }

  private static void assertConsistent(Pieces text, List<TaggedText> outputs) {
    Set<Long> ids = new HashSet<>();
    CurrentTags current = null;
    CurrentTags shortened = null;
    long finalAfter = 0;
    for (TaggedText output : outputs) {
      StreamPosition stream = output.getStream();
      for (Edit edit : output.getEdits()) {
        assertThat(edit.getSpan() == null).isNotEqualTo(edit.getSentence() == null);
        if (edit.getSpan() != null) {
          assertThat(stream.getBegin() + edit.getSpan().getBegin())
              .isGreaterThanOrEqualTo(finalAfter);
        }
        assertNewIfAdded(edit, ids);
      }
      assertThat(stream.getFinalAfter()).isGreaterThanOrEqualTo(finalAfter);
      finalAfter = stream.getFinalAfter();
      current = TagFold.complete().apply(current, output);
      shortened = TagFold.keeping(0).apply(shortened, output);
      assertEndOf(current.getSpans(), shortened.getSpans());
      assertEndOf(current.getSentences(), shortened.getSentences());
      assertInOrder(current, text.whole());
      assertSpansAreCurrent(current, output);
    }
    assertThat(finalAfter).isEqualTo(text.whole().codePoints().count());
  }

  /** Dropping what is final and lies far back loses nothing of what comes after it. */
  private static <T> void assertEndOf(List<T> all, List<T> last) {
    assertThat(last).isEqualTo(all.subList(all.size() - last.size(), all.size()));
  }

  private static void assertNewIfAdded(Edit edit, Set<Long> ids) {
    switch (edit.getOperation()) {
      case ADD -> assertThat(ids.add(id(edit))).isTrue();
      case RETRACT -> assertThat(ids).contains(id(edit));
      case UNKNOWN -> throw new AssertionError("an operation that does not exist");
    }
  }

  private static Long id(Edit edit) {
    return edit.getSpan() != null ? edit.getSpan().getId() : edit.getSentence().getId();
  }

  private static void assertInOrder(CurrentTags current, String text) {
    int[] codePoints = text.codePoints().toArray();
    long end = 0;
    for (CurrentSpan span : current.getSpans()) {
      assertThat(span.getBegin()).isGreaterThanOrEqualTo(end).isLessThan(span.getEnd());
      end = span.getEnd();
      assertThat(span.getSurface())
          .isEqualTo(new String(codePoints, (int) span.getBegin(), (int) (end - span.getBegin())));
    }
    end = 0;
    for (CurrentSentence sentence : current.getSentences()) {
      assertThat(sentence.getBegin()).isGreaterThanOrEqualTo(end).isLessThan(sentence.getEnd());
      end = sentence.getEnd();
    }
  }

  /** What an output lists is what its edits come to, as far as it touches the text. */
  private static void assertSpansAreCurrent(CurrentTags current, TaggedText output) {
    @Nullable String text = output.getText();
    if (text == null || text.isEmpty()) {
      return;
    }
    long begin = output.getStream().getBegin();
    long end = begin + text.codePoints().count();
    assertThat(output.getSpans())
        .extracting(span -> span.getId())
        .containsExactlyElementsOf(
            current.getSpans().stream()
                .filter(span -> span.getEnd() > begin && span.getBegin() < end)
                .map(CurrentSpan::getId)
                .toList());
    assertThat(output.getSentences())
        .extracting(sentence -> sentence.getId())
        .containsExactlyElementsOf(
            current.getSentences().stream()
                .filter(sentence -> sentence.getEnd() > begin && sentence.getBegin() < end)
                .map(CurrentSentence::getId)
                .toList());
  }
}
