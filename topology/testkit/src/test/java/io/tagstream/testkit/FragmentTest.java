package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.serving.Taggers;
import io.tagstream.schemas.CurrentSpan;
import io.tagstream.schemas.Edit;
import io.tagstream.schemas.EditOperation;
import io.tagstream.schemas.StreamPosition;
import io.tagstream.schemas.TaggedSpan;
import io.tagstream.schemas.TaggedText;
import io.tagstream.topology.config.TaggingConfig;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pieces of one running text: positions, edits, what is remembered. */
class FragmentTest {

  @Test
  void shouldReadOnWhereTheKeysStreamStopped() {
    try (TaggingTestDriver driver = StreamDrivers.fragments()) {
      driver.pipe("ana", "a taxi to Lis");
      driver.pipe("ben", "a tram");
      driver.pipe("ana", "bon");

      List<TaggedText> tagged = driver.taggedTexts();
      TaggedText bon = tagged.get(2);
      assertThat(bon.getText()).isEqualTo("bon");
      assertThat(bon.getStream()).isEqualTo(new StreamPosition(0L, 13L, false, false, 2L));
      assertThat(bon.getSpans()).containsExactly(new TaggedSpan(2L, "city", -3, 3, "Lisbon", 1f));
      assertThat(tagged.get(1).getStream().getGeneration()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"rocksdb, true", "rocksdb, false", "memory, true", "memory, false"})
  void shouldReadOnWhereverStatesAreKept(String store, boolean caching) {
    try (TaggingTestDriver driver =
        StreamDrivers.fragments(Travellers.tagger())
            .set(TaggingConfig.STATE_STORE, store)
            .set(TaggingConfig.STATE_CACHING, caching)
            .build()) {
      driver.pipe("ana", "to Por");
      driver.pipe("ben", "to Lis");
      driver.pipe("ana", StreamDrivers.last("to"));

      List<TaggedText> tagged = driver.taggedTexts();
      assertThat(spansOf(List.of(tagged.get(0), tagged.get(2)))).containsExactly("Porto");
      KeyValueStore<byte[], byte[]> states = driver.kafkaDriver().getKeyValueStore("stream-state");
      assertThat(states.get(Records.bytes("ana"))).isNull();
      assertThat(states.get(Records.bytes("ben"))).isNotNull();
    }
  }

  @Test
  void shouldKeepHalfOfTheModelsNumbersIfTold() {
    try (Taggers taggers = TinyBundles.open("tiny-streams")) {
      int whole = stateSize(taggers, "float");
      int half = stateSize(taggers, "half");

      assertThat(half).isLessThan(whole);
    }
  }

  /** Returns the bytes of a state after its stream has been read on once. */
  private static int stateSize(Taggers taggers, String precision) {
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(TinyBundles.shared(taggers))
            .set(TaggingConfig.STREAM_MODE, "utterance")
            .set(TaggingConfig.STATE_STORE, "memory")
            .set(TaggingConfig.STATE_PRECISION, precision)
            .build()) {
      driver.pipe("ana", "Book a table in Oslo.");
      driver.pipe("ana", "Then play Ann Lee!");

      assertThat(driver.taggedTexts()).hasSize(2);
      KeyValueStore<byte[], byte[]> states = driver.kafkaDriver().getKeyValueStore("stream-state");
      return states.get(Records.bytes("ana")).length;
    }
  }

  @Test
  void shouldSayWhatChanged() {
    try (TaggingTestDriver driver = StreamDrivers.fragments()) {
      driver.pipe("ana", "🚕 Lis");
      driver.pipe("ana", "bon? ");

      TaggedText second = driver.taggedTexts().get(1);
      assertThat(second.getEdits())
          .extracting(Edit::getOperation)
          .containsExactly(EditOperation.RETRACT, EditOperation.ADD, EditOperation.ADD);
      Edit retracted = second.getEdits().get(0);
      assertThat(retracted.getSentence().getLabel()).isEqualTo("statement");
      assertThat(retracted.getSentence().getBegin()).isEqualTo(-5);
      assertThat(second.getEdits().get(1).getSpan().getSurface()).isEqualTo("Lisbon");
      assertThat(second.getEdits().get(2).getSentence().getLabel()).isEqualTo("question");
      assertThat(second.getSentences()).hasSize(1);
    }
  }

  @Test
  void shouldHoldYoungTagsBackUntilTheStreamEnds() {
    try (TaggingTestDriver driver =
        StreamDrivers.fragments(Travellers.tagger()).set(TaggingConfig.STREAM_DELAY, 2).build()) {
      driver.pipe("ana", "from Lisbon ");
      driver.pipe("ana", "to Porto");
      driver.pipe("ana", StreamDrivers.last("!"));

      List<TaggedText> tagged = driver.taggedTexts();
      assertThat(tagged.get(0).getEdits()).isEmpty();
      assertThat(spansOf(tagged.subList(0, 2))).containsExactly("Lisbon");
      assertThat(spansOf(tagged)).containsExactly("Lisbon", "Porto");
    }
  }

  @Test
  void shouldTakeRightContextFromTheSettings() {
    String words = "one two three four five ";
    try (TaggingTestDriver bundles = StreamDrivers.fragments();
        TaggingTestDriver own =
            StreamDrivers.fragments(Travellers.tagger())
                .set(TaggingConfig.STREAM_RIGHT_CONTEXT, 0)
                .build()) {
      bundles.pipe("ana", words);
      own.pipe("ana", words);

      assertThat(finalAfter(bundles)).isEqualTo(8);
      assertThat(finalAfter(own)).isEqualTo(19);
    }
  }

  @Test
  void shouldTagTextWithoutKeyOnItsOwn() {
    try (TaggingTestDriver driver = StreamDrivers.fragments()) {
      driver.pipe(null, "a taxi to Lis");
      driver.pipe(null, "bon");

      assertThat(driver.taggedTexts())
          .hasSize(2)
          .allSatisfy(tagged -> assertThat(tagged.getStream()).isNull())
          .allSatisfy(tagged -> assertThat(tagged.getEdits()).isEmpty());
    }
  }

  @Test
  void shouldLeaveTextsAndScoresOutAsTold() {
    try (TaggingTestDriver driver =
        StreamDrivers.fragments(Travellers.tagger())
            .set(TaggingConfig.OUTPUT_TEXT, false)
            .set(TaggingConfig.OUTPUT_SCORES, true)
            .build()) {
      driver.pipe("ana", "Porto?");

      TaggedText tagged = driver.taggedTexts().get(0);
      assertThat(tagged.getText()).isNull();
      assertThat(tagged.getSentences().get(0).getScores()).hasSize(3);
    }
  }

  @Test
  void shouldTagUtterancesOneByOneInOneStream() {
    try (TaggingTestDriver driver =
        StreamDrivers.builder(Travellers.tagger(), "utterance").build()) {
      driver.pipe("ana", "from Lisbon");
      driver.pipe("ana", "to Porto?");

      List<TaggedText> tagged = driver.taggedTexts();
      assertThat(tagged.get(1).getStream())
          .isEqualTo(new StreamPosition(0L, 11L, false, false, 20L));
      assertThat(tagged.get(1).getEdits())
          .extracting(Edit::getOperation)
          .containsOnly(EditOperation.ADD);
      assertThat(spansOf(tagged)).containsExactly("Lisbon", "Porto");
      assertThat(StreamDrivers.fold(tagged).getSentences()).hasSize(2);
    }
  }

  private static List<String> spansOf(List<TaggedText> tagged) {
    return StreamDrivers.fold(tagged).getSpans().stream().map(CurrentSpan::getSurface).toList();
  }

  private static long finalAfter(TaggingTestDriver driver) {
    return driver.taggedTexts().get(0).getStream().getFinalAfter();
  }
}
