package io.tagstream.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextSegmenterTest {
  private final TextSegmenter segmenter = new TextSegmenter(512);

  private List<String> split(String text, Locale locale) {
    return segmenter.segment(text, locale).stream()
        .map(sentence -> CodePoints.cut(text, sentence.begin(), sentence.end()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "Play it. Then stop!  Now?; Play it.|Then stop!|Now?",
        "Dr. Smith met Mrs. Jones. They left.; Dr. Smith met Mrs. Jones.|They left.",
        "Buy U.S. Steel. Sell the rest.; Buy U.S. Steel.|Sell the rest.",
        "I live in the U.S. The weather is fine.; I live in the U.S.|The weather is fine.",
        "Some cities, e.g. Paris, i.e. France.; Some cities, e.g. Paris, i.e. France.",
        "J. K. Rowling and J.R.R. Tolkien write.; J. K. Rowling and J.R.R. Tolkien write.",
        "Play P. J. Harvey. See p. 5.; Play P. J. Harvey.|See p. 5.",
        "So do I. We all do.; So do I.|We all do.",
        "He wakes at 5 a.m. Then he runs.; He wakes at 5 a.m.|Then he runs.",
        "It is version 3.14 now. Good.; It is version 3.14 now.|Good.",
        "See No. 5. It is good.; See No. 5.|It is good.",
        "I said no. You said yes.; I said no.|You said yes.",
        "Well... ok then. Wait... What?; Well... ok then.|Wait...|What?",
        "She asked \"Why?\" He left.; She asked \"Why?\"|He left.",
        "Go to http://a.example/b?C. Then rest.; Go to http://a.example/b?C.|Then rest.",
        "It costs etc. Fine.; It costs etc.|Fine.",
        "Take vitamin C. Then we go.; Take vitamin C.|Then we go.",
        "J. R. R. Tolkien wrote it.; J. R. R. Tolkien wrote it.",
        "I live on Main St. It is nice.; I live on Main St.|It is nice.",
        "Fly to St. Petersburg. Stay.; Fly to St. Petersburg.|Stay.",
        "Take 5th Ave. Then turn.; Take 5th Ave.|Then turn.",
        "Climb Mt. Rainier. Rest.; Climb Mt. Rainier.|Rest.",
        "Ask Ann Lee Jr. She knows. Or Sam Roe Sr. Now.; Ask Ann Lee Jr.|She knows.|Or Sam Roe Sr. Now.",
        "Acme Corp. Chairman Roe left Foo Inc. They mourn.; Acme Corp. Chairman Roe left Foo Inc.|They mourn.",
        "Ask the sales dept. They know Dr. He.; Ask the sales dept.|They know Dr. He.",
      })
  void shouldSplitEnglish(String text, String expected) {
    assertThat(split(text, Locale.ENGLISH))
        .containsExactlyElementsOf(Arrays.asList(expected.split("\\|")));
  }

  @Test
  void shouldSplitByTheRulesOfTheLanguage() {
    String text = "Wir feiern am 3. Mai bei Fr. Weber. Dann ist Ruhe.";

    assertThat(split(text, Locale.GERMAN))
        .containsExactly("Wir feiern am 3. Mai bei Fr. Weber.", "Dann ist Ruhe.");
    assertThat(split("M. Hulot part. Il revient.", Locale.FRENCH))
        .containsExactly("M. Hulot part.", "Il revient.");
    assertThat(split("J. Le Noir part. Vitamine C. Il la prend.", Locale.FRENCH))
        .containsExactly("J. Le Noir part.", "Vitamine C.", "Il la prend.");
    assertThat(split("Brot usw. Dann an der Hauptstr. Nord links.", Locale.GERMAN))
        .containsExactly("Brot usw.", "Dann an der Hauptstr.", "Nord links.");
    assertThat(split("Aan J. De Wit. Dan rust.", new Locale("nl")))
        .containsExactly("Aan J. De Wit.", "Dan rust.");
    assertThat(split("Vejo J. A. Sousa. O Rui vem.", new Locale("pt")))
        .containsExactly("Vejo J. A. Sousa.", "O Rui vem.");
    assertThat(split("Es el Sr. Ruiz. Llega hoy.", new Locale("es", "MX")))
        .containsExactly("Es el Sr. Ruiz.", "Llega hoy.");
    assertThat(split("Tere dr. Tamm. Head aega.", new Locale("et")))
        .containsExactly("Tere dr.", "Tamm.", "Head aega.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\n\n", " \u2029 "})
  void shouldEndASentenceAtALineEndEvenAfterAnAbbreviation(String lineEnd) {
    assertThat(split("met Dr." + lineEnd + "Smith", Locale.ENGLISH))
        .containsExactly("met Dr.", "Smith");
  }

  @Test
  void shouldSplitWithoutSpaces() {
    assertThat(split("\u4ECA\u65E5\u306F\u3002\u5143\u6C17\uFF1F", Locale.JAPANESE))
        .containsExactly("\u4ECA\u65E5\u306F\u3002", "\u5143\u6C17\uFF1F");
  }

  @Test
  void shouldFindNoSentenceWithoutTokens() {
    assertThat(segmenter.segment("")).isEmpty();
    assertThat(segmenter.segment(" \r\n\u200B ")).isEmpty();
  }

  @Test
  void shouldCutASentenceAtTheLimit() {
    List<Sentence> sentences = new TextSegmenter(3).segment("a b c d e f g. H");

    assertThat(sentences).extracting(Sentence::begin).containsExactly(0, 6, 12, 15);
    assertThat(sentences).extracting(Sentence::end).containsExactly(5, 11, 14, 16);
  }

  @Test
  void shouldRefuseALimitBelowOne() {
    assertThatThrownBy(() -> new TextSegmenter(0)).hasMessageContaining("found 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a. ", "A. ", "Dr. ", ".", "a.B", "\u98DF\u3002", "x\n", "(a!) "})
  void shouldSplitAHundredKilobytes(String unit) {
    String text = unit.repeat(100_000 / unit.length());

    assertPartition(text, segmenter.segment(text), 512);
  }

  @Property
  void shouldPutEveryTokenIntoOneSentence(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 9) int maxTokens) {
    assertPartition(text, new TextSegmenter(maxTokens).segment(text), maxTokens);
  }

  @Property
  void shouldSplitTheSameWithAnyLanguageInMind(@ForAll("texts") String text) {
    for (String language : List.of("de", "fr", "es", "it", "nl", "pt", "th", "")) {
      assertPartition(text, segmenter.segment(text, new Locale(language)), 512);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return AnyText.texts();
  }

  private static void assertPartition(String text, List<Sentence> sentences, int maxTokens) {
    assertThat(sentences.stream().flatMap(sentence -> sentence.tokens().stream()).toList())
        .isEqualTo(new WordTokenizer().tokenize(text));
    for (Sentence sentence : sentences) {
      assertThat(sentence.tokens()).hasSizeBetween(1, maxTokens);
      assertThat(sentence.begin()).isEqualTo(sentence.tokens().get(0).begin());
      assertThat(sentence.end())
          .isEqualTo(sentence.tokens().get(sentence.tokens().size() - 1).end());
    }
  }
}
