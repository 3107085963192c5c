package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.StreamPosition;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.TaggingConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the stream of a key ends, as long as streams carry no state. */
class EndOfStreamTest {

  @ParameterizedTest
  @ValueSource(strings = {"avro", "json", "text"})
  void shouldAnswerTombstoneWithoutText(String format) {
    DictionaryTagger tagger = Travellers.tagger();
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(tagger).set(TaggingConfig.INPUT_FORMAT, format).build()) {
      driver.pipe("ana", "a taxi");
      driver.pipeTombstone("ana");

      List<TaggedText> tagged = driver.taggedTexts();
      assertThat(tagged).hasSize(2);
      assertThat(tagged.get(1).getText()).isNull();
      assertThat(tagged.get(1).getSpans()).isEmpty();
      assertThat(tagged.get(1).getSentences()).isEmpty();
      assertThat(tagged.get(1).getStream()).isEqualTo(new StreamPosition(1L, 0L, true, false, 0L));
      assertThat(tagged.get(1).getModel().getDigest()).isEqualTo(tagger.model().digest());
      assertThat(driver.deadLetters()).isEmpty();
    }
  }

  @Test
  void shouldTagLastTextAndSayThatItIsTheLast() {
    try (TaggingTestDriver driver = TaggingTestDriver.of(Travellers.tagger())) {
      driver.pipe("ana", new TextEvent("a taxi", true, null, Map.of()));

      TaggedText tagged = driver.taggedTexts().get(0);
      assertThat(tagged.getSpans()).hasSize(1);
      assertThat(tagged.getStream()).isEqualTo(new StreamPosition(0L, 0L, true, false, 0L));
    }
  }

  @Test
  void shouldEndNoStreamWithoutKey() {
    try (TaggingTestDriver driver = TaggingTestDriver.of(Travellers.tagger())) {
      driver.pipe(null, new TextEvent("a taxi", true, null, Map.of()));

      assertThat(driver.taggedTexts().get(0).getStream()).isNull();
    }
  }
}
