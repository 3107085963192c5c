package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.serving.Taggers;
import io.tagstream.schemas.CurrentSpan;
import io.tagstream.schemas.Edit;
import io.tagstream.schemas.EditOperation;
import io.tagstream.schemas.StreamPosition;
import io.tagstream.schemas.TaggedText;
import io.tagstream.topology.config.TaggingConfig;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tags of a key look like before and after another model comes into force. */
class ModelChangeTest {
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant CHANGE = NEW_YEAR.plusSeconds(100);

  @Test
  void shouldReviseWhatMayStillChangeAndGoOn() {
    try (TaggingTestDriver driver = driver("fragment", "reencode")) {
      driver.pipe(at(0, "ana", "a taxi from Lisbon to Porto, late"));
      driver.pipe(at(100, "ana", "r a tram? "));
      driver.pipe(at(101, "ana", "to Lisbon now"));

      List<TaggedText> tagged = driver.taggedTexts();
      TaggedText before = tagged.get(0);
      TaggedText after = tagged.get(1);
      assertThat(tagged)
          .extracting(text -> text.getModel().getName())
          .containsExactly("travellers", "second", "second");
      // One stream, the same generation, and positions that go on.
      assertThat(before.getStream()).isEqualTo(new StreamPosition(0L, 0L, false, false, 19L));
      assertThat(after.getStream()).isEqualTo(new StreamPosition(0L, 33L, false, false, 29L));
      // Porto is a place now; the taxi and Lisbon, which were final, stay what they were.
      assertThat(after.getEdits())
          .extracting(ModelChangeTest::edit)
          .containsExactly(
              "RETRACT 2 city -11 -6",
              "RETRACT 3 statement -33 0",
              "ADD 4 place -11 -6",
              "ADD 5 request -33 9");
      assertThat(StreamDrivers.fold(tagged).getSpans())
          .extracting(CurrentSpan::getLabel)
          .containsExactly("vehicle", "city", "place", "place");
      assertThat(StreamDrivers.fold(tagged).getSpans())
          .extracting(CurrentSpan::getSurface)
          .containsExactly("taxi", "Lisbon", "Porto", "Lisbon");
    }
  }

  @Test
  void shouldChangeNothingOfAStreamOfWholeTextsButItsModel() {
    try (TaggingTestDriver driver = driver("utterance", "reencode")) {
      driver.pipe(at(0, "ana", "a taxi to Porto"));
      driver.pipe(at(100, "ana", "to Lisbon"));

      List<TaggedText> tagged = driver.taggedTexts();
      assertThat(tagged.get(1).getStream())
          .isEqualTo(new StreamPosition(0L, 15L, false, false, 24L));
      assertThat(tagged.get(1).getEdits())
          .extracting(Edit::getOperation)
          .containsOnly(EditOperation.ADD);
      assertThat(StreamDrivers.fold(tagged).getSpans())
          .extracting(CurrentSpan::getLabel)
          .containsExactly("vehicle", "city", "place");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fragment", "utterance"})
  void shouldBeginAnewIfTold(String mode) {
    try (TaggingTestDriver driver = driver(mode, "reset")) {
      driver.pipe(at(0, "ana", "a taxi to "));
      driver.pipe(at(100, "ana", "Porto"));
      driver.pipe(at(101, "ana", " or Lisbon"));

      List<TaggedText> tagged = driver.taggedTexts();
      assertThat(tagged)
          .extracting(text -> text.getStream().getGeneration())
          .containsExactly(0L, 1L, 1L);
      assertThat(tagged.get(1).getStream().getBegin()).isZero();
      assertThat(tagged.get(1).getEdits())
          .extracting(edit -> edit.getOperation() + " " + id(edit))
          .containsExactly("ADD 0", "ADD 1");
      assertThat(StreamDrivers.fold(tagged).getSpans())
          .extracting(CurrentSpan::getSurface)
          .containsExactly("Porto", "Lisbon");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reencode", "reset"})
  void shouldNeverGoBackToAnOlderModel(String change) {
    try (TaggingTestDriver driver = driver("fragment", change)) {
      driver.pipe(at(0, "ana", "a "));
      driver.pipe(at(100, "ana", "b "));
      driver.pipe(at(99, "ana", "c "));
      driver.pipe(at(99, "ben", "d "));
      driver.pipe(at(0, "ana", null));
      driver.pipe(at(0, "ana", "e "));

      assertThat(driver.taggedTexts())
          .extracting(text -> text.getModel().getName())
          .containsExactly("travellers", "second", "second", "travellers", "second", "travellers");
    }
  }

  @Test
  void shouldEndAStreamWithTheNewModel() {
    try (TaggingTestDriver driver = driver("fragment", "reencode")) {
      driver.pipe(at(0, "ana", "to Porto"));
      driver.pipe(at(100, "ana", null));

      TaggedText end = driver.taggedTexts().get(1);
      assertThat(end.getStream()).isEqualTo(new StreamPosition(0L, 8L, true, false, 8L));
      assertThat(end.getModel().getName()).isEqualTo("second");
      assertThat(end.getEdits())
          .extracting(ModelChangeTest::edit)
          .containsExactly(
              "RETRACT 0 city -5 0",
              "RETRACT 1 statement -8 0",
              "ADD 2 place -5 0",
              "ADD 3 request -8 0");
    }
  }

  @Test
  void shouldBeginAnewInAnotherMode() {
    try (TaggingTestDriver fragments = driver("fragment", "reencode");
        TaggingTestDriver utterances = driver("utterance", "reencode")) {
      fragments.pipe(at(0, "ana", "to Porto"));
      byte[] stream =
          fragments.kafkaDriver().<byte[], byte[]>getKeyValueStore("stream-state").get(ANA);
      utterances.kafkaDriver().<byte[], byte[]>getKeyValueStore("stream-state").put(ANA, stream);
      utterances.pipe(at(1, "ana", "to Lisbon"));

      TaggedText tagged = utterances.taggedTexts().get(0);
      assertThat(tagged.getStream().getBegin()).isZero();
    }
  }

  @Test
  void shouldGoOnWithTheSameModelByOtherRules() {
    try (TaggingTestDriver before = driver("fragment", "reencode");
        TaggingTestDriver after =
            builder("fragment", "reencode").set(TaggingConfig.STREAM_RIGHT_CONTEXT, 0).build()) {
      before.pipe(at(0, "ana", "from Lisbon to Por"));
      byte[] stream =
          before.kafkaDriver().<byte[], byte[]>getKeyValueStore("stream-state").get(ANA);
      after.kafkaDriver().<byte[], byte[]>getKeyValueStore("stream-state").put(ANA, stream);
      after.pipe(at(1, "ana", "to"));

      TaggedText tagged = after.taggedTexts().get(0);
      assertThat(tagged.getStream()).isEqualTo(new StreamPosition(0L, 18L, false, false, 15L));
      assertThat(tagged.getSpans())
          .singleElement()
          .matches(span -> span.getId() == 2 && span.getSurface().equals("Porto"));
    }
  }

  @Test
  void shouldStayProvisionalUntilTheStreamEnds() {
    Taggers models =
        SwitchingTaggers.startingWith(Travellers.tagger()).provisionalFrom(CHANGE).build();
    try (TaggingTestDriver driver = builder(models, "fragment", "reencode").build()) {
      driver.pipe(at(0, "ana", "a "));
      driver.pipe(at(100, "ana", "b "));
      driver.pipe(at(100, "ben", "b "));
      assertThat(provisional(driver)).containsExactly(false, true, true);
    }
    // What comes later is known; but the streams have been read on from what was not.
    try (TaggingTestDriver driver = builder(knownAfter(CHANGE), "fragment", "reencode").build()) {
      driver.pipe(at(100, "ana", "b "));
      driver.pipe(at(201, "ana", "c "));
      driver.pipe(at(202, "ana", "unspeakable"));
      driver.pipe(at(203, "ana", "d "));
      driver.pipe(at(204, "ben", "e "));
      driver.pipe(at(205, "ana", null));
      driver.pipe(at(206, "ana", "f "));
      driver.pipe(at(207, null, "g"));

      assertThat(provisional(driver)).containsExactly(true, true, true, false, true, false, false);
    }
  }

  /** Had the new model come earlier, the stream would have begun anew earlier, too. */
  @Test
  void shouldStayProvisionalWhereANewModelBeginsAnew() {
    try (TaggingTestDriver driver = builder(knownAfter(CHANGE), "fragment", "reset").build()) {
      driver.pipe(at(100, "ana", "b "));
      driver.pipe(at(100, "ben", "b "));
      driver.pipe(at(300, "ana", "c "));
      driver.pipe(at(300, "ben", null));
      driver.pipe(at(301, "ana", "d "));
      driver.pipe(at(301, "ben", "e "));

      List<TaggedText> tagged = driver.taggedTexts();
      assertThat(tagged.get(2).getStream().getGeneration()).isEqualTo(2);
      assertThat(tagged)
          .extracting(TaggedText::getModelProvisional)
          .containsExactly(true, true, true, true, true, false);
    }
  }

  @Test
  void shouldTakeTheModelOfTheRouteAndTheTime() {
    DictionaryTagger second = second();
    try (Taggers models =
        SwitchingTaggers.startingWith(Travellers.tagger())
            .then(CHANGE, second)
            .then(CHANGE.plusSeconds(1), Travellers.tagger())
            .then("french", CHANGE.minusSeconds(1), second)
            .build()) {
      assertThat(name(models, Taggers.DEFAULT_ROUTE, -1)).isEqualTo("travellers");
      assertThat(name(models, Taggers.DEFAULT_ROUTE, 0)).isEqualTo("second");
      assertThat(name(models, Taggers.DEFAULT_ROUTE, 1)).isEqualTo("travellers");
      assertThat(name(models, "french", -2)).isEqualTo("travellers");
      assertThat(name(models, "french", 99)).isEqualTo("second");
    }
  }

  private static final byte[] ANA = Records.bytes("ana");

  private static String name(Taggers models, String route, int secondsAfter) {
    try (var lease = models.at(route, CHANGE.plusSeconds(secondsAfter).toEpochMilli())) {
      return lease.tagger().model().name();
    }
  }

  /** Provisional up to 100 s after a moment, and another model from 200 s after it on. */
  private static Taggers knownAfter(Instant moment) {
    SwitchingTaggers provisional =
        SwitchingTaggers.startingWith(Travellers.tagger()).provisionalFrom(moment).build();
    SwitchingTaggers known =
        SwitchingTaggers.startingWith(Travellers.tagger())
            .then(moment.plusSeconds(200), second())
            .build();
    return new Taggers() {
      @Override
      public io.tagstream.model.serving.TaggerLease at(String route, long timestamp) {
        boolean late = timestamp > moment.plusSeconds(100).toEpochMilli();
        return (late ? known : provisional).at(route, timestamp);
      }

      @Override
      public void close() {
        provisional.close();
        known.close();
      }
    };
  }

  private static TaggingTestDriver driver(String mode, String change) {
    return builder(mode, change).build();
  }

  private static TaggingTestDriver.Builder builder(String mode, String change) {
    return builder(
        SwitchingTaggers.startingWith(Travellers.tagger()).then(CHANGE, second()).build(),
        mode,
        change);
  }

  private static TaggingTestDriver.Builder builder(Taggers models, String mode, String change) {
    return TaggingTestDriver.builder(models)
        .set(TaggingConfig.INPUT_FORMAT, "text")
        .set(TaggingConfig.STREAM_MODE, mode)
        .set(TaggingConfig.STREAM_MODEL_CHANGE, change)
        .set(TaggingConfig.STATE_STORE, "memory");
  }

  /** Knows places, which the first one calls cities, and no vehicles; has other classes. */
  private static DictionaryTagger second() {
    return DictionaryTagger.builder()
        .name("second")
        .label("place", "Lisbon|Porto")
        .sentenceClass("request", "")
        .build();
  }

  private static TestRecord<byte[], byte[]> at(
      int second, @Nullable String key, @Nullable String value) {
    return new TestRecord<>(
        key == null ? null : Records.bytes(key),
        value == null ? null : Records.bytes(value),
        (Headers) null,
        NEW_YEAR.plusSeconds(second));
  }

  private static List<Boolean> provisional(TaggingTestDriver driver) {
    return driver.taggedTexts().stream().map(TaggedText::getModelProvisional).toList();
  }

  private static long id(Edit edit) {
    return edit.getSpan() != null ? edit.getSpan().getId() : edit.getSentence().getId();
  }

  private static String edit(Edit edit) {
    return edit.getSpan() != null
        ? "%s %d %s %d %d"
            .formatted(
                edit.getOperation(),
                id(edit),
                edit.getSpan().getLabel(),
                edit.getSpan().getBegin(),
                edit.getSpan().getEnd())
        : "%s %d %s %d %d"
            .formatted(
                edit.getOperation(),
                id(edit),
                edit.getSentence().getLabel(),
                edit.getSentence().getBegin(),
                edit.getSentence().getEnd());
  }
}
