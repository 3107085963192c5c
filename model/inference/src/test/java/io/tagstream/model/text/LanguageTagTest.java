package io.tagstream.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTagTest {

  @ParameterizedTest
  @CsvSource({
    "en, en",
    "pt-BR, pt-BR",
    "en_US, en-US",
    "EN_us, en-US",
    "' de ', de",
    "eng, en",
    "ger, de",
    "deu-AT, de-AT",
    "English, en",
    "french, fr",
    "yue, yue",
    "zh-Hant-TW, zh-Hant-TW",
  })
  void shouldReadWhatPeopleWrite(String tag, String expected) {
    assertThat(LanguageTag.parse(tag)).isEqualTo(Locale.forLanguageTag(expected));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "und", "und-US", "mul", "klingonic", "?", "-", "_", "12", "x-a"})
  void shouldTakeTagThatNamesNoLanguageForNone(String tag) {
    assertThat(LanguageTag.parse(tag)).isNull();
  }

  @Test
  void shouldFollowRulesOfTheLanguageHoweverItIsWritten() {
    TextSegmenter segmenter = new TextSegmenter(TextSegmenter.DEFAULT_MAX_TOKENS);

    for (String tag : new String[] {"en", "en_US", "en-GB", "eng", "English"}) {
      Locale locale = Objects.requireNonNull(LanguageTag.parse(tag));
      assertThat(segmenter.segment("Dr. Smith is here.", locale)).as(tag).hasSize(1);
    }
  }
}
