package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.StreamPosition;
import io.tagstream.schemas.TaggedSpan;
import io.tagstream.schemas.TaggedText;
import io.tagstream.topology.config.TaggingConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts and attributes out of JSON documents. */
class JsonInputTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "text; {\"text\": \"a taxi\"}",
        "message.body; {\"message\": {\"body\": \"a taxi\"}}",
        "/message/body; {\"message\": {\"body\": \"a taxi\"}}",
        "messages.1.body; {\"messages\": [{}, {\"body\": \"a taxi\"}]}",
        "/dotted.name; {\"dotted.name\": \"a taxi\"}",
        "text; {\"text\": \"an old one\", \"text\": \"a taxi\"}",
        "text; {\"text\": \"a \\u0074axi\"}",
        "text; \ufeff{\"text\": \"a taxi\"}",
      })
  void shouldFindTextAtPath(String path, String json) {
    try (TaggingTestDriver driver = builder().set(TaggingConfig.INPUT_JSON_TEXT, path).build()) {
      driver.pipe(Records.of("ana", json));

      assertThat(onlyOne(driver).getText()).isEqualTo("a taxi");
    }
  }

  @Test
  void shouldPassScalarsThroughAsAttributes() {
    try (TaggingTestDriver driver =
        builder().set(TaggingConfig.INPUT_JSON_ATTRIBUTES, "meta").build()) {
      driver.pipe(
          Records.of(
              "ana",
              """
              {"text": "a taxi",
               "meta": {"room": "7", "seats": 4, "fare": 1.50, "paid": true,
                        "tip": null, "stops": ["here"], "driver": {"name": "Bo"}}}
              """));

      assertThat(onlyOne(driver).getAttributes())
          .isEqualTo(Map.of("room", "7", "seats", "4", "fare", "1.5", "paid", "true"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"{\"text\": \"a taxi\"}", "{\"text\": \"a taxi\", \"meta\": \"none\"}"})
  void shouldDoWithoutAttributes(String json) {
    try (TaggingTestDriver driver =
        builder().set(TaggingConfig.INPUT_JSON_ATTRIBUTES, "meta").build()) {
      driver.pipe(Records.of("ana", json));

      assertThat(onlyOne(driver).getAttributes()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"text\": \"a taxi\", \"lang\": \"pt-BR\"}; pt-BR",
        "{\"text\": \"a taxi\", \"lang\": 7}; none",
        "{\"text\": \"a taxi\", \"lang\": null}; none",
        "{\"text\": \"a taxi\"}; none",
      })
  void shouldTellModelTheLanguage(String json, String language) {
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(new LanguageTagger())
            .set(TaggingConfig.INPUT_FORMAT, "json")
            .set(TaggingConfig.INPUT_JSON_LANGUAGE, "lang")
            .build()) {
      driver.pipe(Records.of("ana", json));

      assertThat(onlyOne(driver).getSpans().get(0).getLabel()).isEqualTo(language);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"text\": \"bye\", \"call\": {\"over\": true}}; true",
        "{\"text\": \"bye\", \"call\": {\"over\": false}}; false",
        "{\"text\": \"bye\", \"call\": {\"over\": null}}; false",
        "{\"text\": \"bye\"}; false",
      })
  void shouldEndStreamWhereFieldSaysSo(String json, boolean ended) {
    try (TaggingTestDriver driver = endingBuilder().build()) {
      driver.pipe(Records.of("ana", json));

      assertThat(onlyOne(driver).getStream())
          .isEqualTo(ended ? new StreamPosition(0L, 0L, true, false, 0L) : null);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"true\"", "1", "{}"})
  void shouldNotGuessWhetherStreamEnds(String flag) {
    try (TaggingTestDriver driver = endingBuilder().build()) {
      driver.pipe(Records.of("ana", "{\"text\": \"bye\", \"call\": {\"over\": " + flag + "}}"));

      DeadLetter letter = driver.deadLetters().get(0);
      assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNREADABLE);
      assertThat(letter.getMessage())
          .contains("call.over", "expected true, false or nothing")
          .contains("found a JSON value of type", TaggingConfig.INPUT_JSON_END_OF_STREAM);
    }
  }

  @Test
  void shouldLeaveStreamsOpenWithoutPath() {
    try (TaggingTestDriver driver = builder().build()) {
      driver.pipe(Records.of("ana", "{\"text\": \"bye\", \"endOfStream\": true}"));

      assertThat(onlyOne(driver).getStream()).isNull();
    }
  }

  @Test
  void shouldReplaceHalfCharactersByOneCodePointEach() {
    try (TaggingTestDriver driver = builder().build()) {
      driver.pipe(Records.of("ana", "{\"text\": \"\\ud83d \\ude95 \\ud83d\\ude95 taxi\"}"));

      TaggedText tagged = onlyOne(driver);
      assertThat(tagged.getText()).isEqualTo("\ufffd \ufffd \ud83d\ude95 taxi");
      assertThat(tagged.getSpans())
          .containsExactly(new TaggedSpan(0L, "vehicle", 6, 10, "taxi", 1f));
    }
  }

  private static TaggingTestDriver.Builder endingBuilder() {
    return builder().set(TaggingConfig.INPUT_JSON_END_OF_STREAM, "call.over");
  }

  private static TaggingTestDriver.Builder builder() {
    return TaggingTestDriver.builder(Travellers.tagger()).set(TaggingConfig.INPUT_FORMAT, "json");
  }

  private static TaggedText onlyOne(TaggingTestDriver driver) {
    assertThat(driver.deadLetters()).isEmpty();
    return driver.taggedTexts().get(0);
  }
}
