package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.TaggedSpan;
import io.tagstream.schemas.TaggedText;
import io.tagstream.topology.config.TaggingConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private static TaggingTestDriver.Builder builder() {
    return TaggingTestDriver.builder(Travellers.tagger()).set(TaggingConfig.INPUT_FORMAT, "json");
  }

  private static TaggedText onlyOne(TaggingTestDriver driver) {
    assertThat(driver.deadLetters()).isEmpty();
    return driver.taggedTexts().get(0);
  }
}
