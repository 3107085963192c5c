package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.TaggedSentence;
import io.tagstream.schemas.TaggedSpan;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.TaggingConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a text that can be tagged becomes. */
class TaggingTest {

  @Test
  void shouldTagSpansAndSentencesOfTextEvent() {
    try (TaggingTestDriver driver = TaggingTestDriver.of(Travellers.tagger())) {
      driver.pipe("ana", new TextEvent("A tram to Porto?", false, "en", Map.of("room", "7")));

      TaggedText tagged = onlyOne(driver);
      assertThat(tagged.getText()).isEqualTo("A tram to Porto?");
      assertThat(tagged.getSpans())
          .containsExactly(
              new TaggedSpan(0L, "vehicle", 2, 6, "tram", 1f),
              new TaggedSpan(1L, "city", 10, 15, "Porto", 1f));
      assertThat(tagged.getSentences())
          .containsExactly(new TaggedSentence(0L, 0, 16, "question", 1f, null));
      assertThat(tagged.getAttributes()).containsExactly(Map.entry("room", "7"));
      assertThat(tagged.getStream()).isNull();
      assertThat(tagged.getEdits()).isEmpty();
      assertThat(tagged.getModelProvisional()).isFalse();
    }
  }

  @Test
  void shouldNameModelAndSource() {
    DictionaryTagger tagger = Travellers.tagger();
    try (TaggingTestDriver driver = TaggingTestDriver.of(tagger)) {
      driver.pipe("ana", "hello");
      driver.pipe("ana", "hello again");

      TaggedText second = driver.taggedTexts().get(1);
      assertThat(second.getSource()).isEqualTo(new SourceCoordinates("text-events", 0, 1L));
      assertThat(second.getModel().getName()).isEqualTo("travellers");
      assertThat(second.getModel().getVersion()).isEqualTo("1");
      assertThat(second.getModel().getDigest()).isEqualTo(tagger.model().digest());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"avro", "json", "text"})
  void shouldCountCodePointsInEveryFormat(String format) {
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(Travellers.tagger())
            .set(TaggingConfig.INPUT_FORMAT, format)
            .build()) {
      driver.pipe("ana", "👩‍🚀 é Lisbon");

      TaggedText tagged = onlyOne(driver);
      assertThat(tagged.getText()).isEqualTo("👩‍🚀 é Lisbon");
      assertThat(tagged.getSpans())
          .containsExactly(new TaggedSpan(0L, "city", 6, 12, "Lisbon", 1f));
    }
  }

  @Test
  void shouldTellModelTheLanguageOfTheEvent() {
    try (TaggingTestDriver driver = TaggingTestDriver.of(new LanguageTagger())) {
      driver.pipe("ana", new TextEvent("Olá", false, "pt-BR", Map.of()));
      driver.pipe("ana", new TextEvent("Olá", false, "pt_BR", Map.of()));
      driver.pipe("ana", new TextEvent("Olá", false, "", Map.of()));
      driver.pipe("ana", new TextEvent("Olá", false, null, Map.of()));

      assertThat(driver.taggedTexts())
          .extracting(tagged -> tagged.getSpans().get(0).getLabel())
          .containsExactly("pt-BR", "pt-BR", "none", "none");
    }
  }

  @Test
  void shouldSkipOneByteOrderMark() {
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(Travellers.tagger())
            .set(TaggingConfig.INPUT_FORMAT, "text")
            .build()) {
      driver.pipe("ana", "\ufeffa taxi");
      driver.pipe("ana", "\ufeff\ufeffa taxi");
      driver.pipe("ana", "\ufeff");
      driver.pipe("ana", "a \ufefftaxi");

      assertThat(driver.taggedTexts())
          .extracting("text")
          .containsExactly("a taxi", "\ufeffa taxi", "", "a \ufefftaxi");
    }
  }

  @Test
  void shouldTagEmptyText() {
    try (TaggingTestDriver driver = TaggingTestDriver.of(Travellers.tagger())) {
      driver.pipe("ana", "");

      TaggedText tagged = onlyOne(driver);
      assertThat(tagged.getText()).isEmpty();
      assertThat(tagged.getSentences()).isEmpty();
    }
  }

  @Test
  void shouldLeaveTextOutIfAsked() {
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(Travellers.tagger())
            .set(TaggingConfig.OUTPUT_TEXT, "false")
            .build()) {
      driver.pipe("ana", "a taxi");

      TaggedText tagged = onlyOne(driver);
      assertThat(tagged.getText()).isNull();
      assertThat(tagged.getSpans()).extracting(TaggedSpan::getSurface).containsExactly("taxi");
    }
  }

  @Test
  void shouldWriteScoresOfAllClassesIfAsked() {
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(Travellers.tagger())
            .set(TaggingConfig.OUTPUT_SCORES, "true")
            .build()) {
      driver.pipe("ana", "hello");

      assertThat(onlyOne(driver).getSentences().get(0).getScores())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("question", 0f, "greeting", 1f, "statement", 0f));
    }
  }

  @Test
  void shouldReadEveryInputTopic() {
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(Travellers.tagger())
            .set(TaggingConfig.INPUT_TOPICS, "chat,mail")
            .set(TaggingConfig.INPUT_FORMAT, "text")
            .build()) {
      driver.pipe("chat", Records.of("ana", "a taxi"));
      driver.pipe("mail", Records.of("ana", "a tram"));

      assertThat(driver.taggedTexts())
          .extracting(tagged -> tagged.getSource().getTopic())
          .containsExactly("chat", "mail");
    }
  }

  private static TaggedText onlyOne(TaggingTestDriver driver) {
    assertThat(driver.deadLetters()).isEmpty();
    List<TaggedText> taggedTexts = driver.taggedTexts();
    assertThat(taggedTexts).hasSize(1);
    return taggedTexts.get(0);
  }
}
