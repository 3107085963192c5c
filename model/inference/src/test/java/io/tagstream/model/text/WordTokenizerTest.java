package io.tagstream.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordTokenizerTest {
  private final WordTokenizer tokenizer = new WordTokenizer();

  private List<String> words(String text) {
    return tokenizer.tokenize(text).stream().map(Token::text).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "I'd like it.; I'd|like|it|.",
        "Don\u2019t stop; Don\u2019t|stop",
        "Rockin' on; Rockin|'|on",
        "Hip-Hop R&B; Hip|-|Hop|R|&|B",
        "a 4.5 star, 1,000.50 $; a|4.5|star|,|1,000.50|$",
        "at 10:30, or 07:05:59!; at|10:30|,|or|07:05:59|!",
        "1:2:3 and 123:45; 1|:|2|:|3|and|123|:|45",
        "hits of the 90's, '00s; hits|of|the|90's|,|'|00s",
        "note:this; note|:|this",
        "(see https://a.example/b?c=d#e).; (|see|https://a.example/b?c=d#e|)|.",
        "www.example.org, now; www.example.org|,|now",
        "to jo.bloggs@mail.example.org.; to|jo.bloggs@mail.example.org|.",
        "to HTTP://Example/a-b now; to|HTTP://Example/a-b|now",
        "on WWW.example-a now; on|WWW.example-a|now",
        "to jo-b@example.org now; to|jo-b@example.org|now",
        "@jo #tag; @|jo|#|tag",
        "snake_case; snake_case",
      })
  void shouldCutWordsNumbersAndPunctuation(String text, String expected) {
    assertThat(words(text)).containsExactlyElementsOf(Arrays.asList(expected.split("\\|")));
  }

  @Test
  void shouldSeparateAtWhatTheStandardCallsSpaceOrControl() {
    assertThat(IntStream.range(0, 0x100))
        .allMatch(
            point ->
                WordTokenizer.isSeparator(point)
                    == (UCharacter.isUWhiteSpace(point) || Character.isISOControl(point)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67", // family, with joiners
        "\uD83D\uDC4D\uD83C\uDFFD", // thumb with skin tone
        "\uD83C\uDDE9\uD83C\uDDEA", // flag
        "1\uFE0F\u20E3", // keycap
        "\u2764\uFE0F", // heart with variation selector
        "e\u0301\u0323", // letter with two marks
        "\u845B\uDB40\uDD00", // ideograph with variation selector
        "\uD800", // lone surrogate
      })
  void shouldKeepOneSignInOneToken(String sign) {
    assertThat(words("a " + sign + " b")).containsExactly("a", sign, "b");
    assertThat(words(sign)).containsExactly(sign);
  }

  @Test
  void shouldSeparateNeighbouringEmojis() {
    assertThat(words("\uD83D\uDE00\uD83D\uDE00\uD83C\uDDE9\uD83C\uDDEA\uD83C\uDDEB\uD83C\uDDF7"))
        .containsExactly(
            "\uD83D\uDE00", "\uD83D\uDE00", "\uD83C\uDDE9\uD83C\uDDEA", "\uD83C\uDDEB\uD83C\uDDF7");
  }

  @Test
  void shouldCountPositionsInCodePoints() {
    assertThat(tokenizer.tokenize(" \uD83D\uDE00 ok"))
        .containsExactly(new Token("\uD83D\uDE00", 1, 2), new Token("ok", 3, 5));
  }

  @Test
  void shouldMakeEveryIdeographAToken() {
    assertThat(words("\u6771\u4EAC\u3067\u98DF\u3079\u308B"))
        .containsExactly("\u6771", "\u4EAC", "\u3067", "\u98DF", "\u3079\u308B");
  }

  @Test
  void shouldCutThaiByDictionaryAndHangulBySpaces() {
    assertThat(words("\u0E20\u0E32\u0E29\u0E32\u0E44\u0E17\u0E22"))
        .containsExactly("\u0E20\u0E32\u0E29\u0E32", "\u0E44\u0E17\u0E22");
    assertThat(words("\uD55C\uAD6D\uC5B4 \uD14D\uC2A4\uD2B8"))
        .containsExactly("\uD55C\uAD6D\uC5B4", "\uD14D\uC2A4\uD2B8");
  }

  @Test
  void shouldCutRightToLeftTextAndPassOverItsMarks() {
    assertThat(words("\u200F\u05E9\u05DC\u05D5\u05DD\u200F, \u05E2\u05D5\u05DC\u05DD!"))
        .containsExactly("\u05E9\u05DC\u05D5\u05DD", ",", "\u05E2\u05D5\u05DC\u05DD", "!");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" ", "\u00A0", "\u200B", "\uFEFF", "\r\n", "\t", "\u2028", "\u3000", "\0"})
  void shouldSeparateAtEveryKindOfSpace(String space) {
    assertThat(words("a" + space + "b" + space)).containsExactly("a", "b");
    assertThat(words(space)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "\u0301",
        "\uD83D\uDC4D\uD83C\uDFFD",
        "\u98DF",
        "\u30AB",
        "\u0E01",
        "a.",
        "1,",
        "http://a",
        "@"
      })
  void shouldCutAHundredKilobytesWithoutASpaceIntoBoundedTokens(String unit) {
    String text = unit.repeat(100_000 / unit.length());

    List<Token> tokens = tokenizer.tokenize(text);

    assertCovers(text, tokens);
    assertThat(tokens).allMatch(token -> token.end() - token.begin() <= 128);
  }

  @Test
  void shouldCutALongWordBeforeABaseRatherThanAMark() {
    List<String> words = words("e\u0301".repeat(200));

    assertThat(words)
        .hasSizeGreaterThan(3)
        .allMatch(word -> word.startsWith("e") && word.endsWith("\u0301"));
  }

  @Property
  void shouldPutEveryCodePointThatIsNoSeparatorIntoOneToken(@ForAll("texts") String text) {
    assertCovers(text, tokenizer.tokenize(text));
  }

  @Provide
  Arbitrary<String> texts() {
    return AnyText.texts();
  }

  private static void assertCovers(String text, List<Token> tokens) {
    int[] codePoints = text.codePoints().toArray();
    List<Integer> uncovered = new ArrayList<>();
    int last = 0;
    for (Token token : tokens) {
      assertThat(token.begin()).isGreaterThanOrEqualTo(last).isLessThan(token.end());
      assertThat(token.text())
          .isEqualTo(new String(codePoints, token.begin(), token.end() - token.begin()));
      assertThat(token.text().codePoints()).noneMatch(WordTokenizer::isSeparator);
      for (int i = last; i < token.begin(); i++) {
        uncovered.add(codePoints[i]);
      }
      last = token.end();
    }
    for (int i = last; i < codePoints.length; i++) {
      uncovered.add(codePoints[i]);
    }
    assertThat(uncovered).allMatch(WordTokenizer::isSeparator);
  }
}
