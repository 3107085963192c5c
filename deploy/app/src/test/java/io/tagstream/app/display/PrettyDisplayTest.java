package io.tagstream.app.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PrettyDisplayTest {
  private static final Terminal PLAIN = new Terminal(100, false);
  private static final Terminal COLORS = new Terminal(100, true);

  @Test
  void shouldHangLabelsBeneathTheirSpans() {
    Passage passage =
        passage("kitchen", "Play Lullaby by Shearwing tonight", "PlayMusic", 0.983f)
            .with("track", "Lullaby")
            .with("artist", "Shearwing")
            .with("timeRange", "tonight")
            .passage();

    assertThat(show(passage, PLAIN))
        .isEqualTo(
            """
            kitchen     Play [Lullaby] by [Shearwing] [tonight]                      98 % PlayMusic
                              └ track      └ artist    └ timeRange

            """);
  }

  @Test
  void shouldHangALabelLowerWhereItWouldRunIntoItsNeighbour() {
    Passage passage =
        passage(null, "Table for two at Noor in Oslo", "BookRestaurant", 0.5f)
            .with("party_size_number", "two")
            .with("restaurant_name", "Noor")
            .with("city", "Oslo")
            .passage();

    assertThat(show(passage, PLAIN))
        .isEqualTo(
            """
            Table for [two] at [Noor] in [Oslo]                                      50 % BookRestaurant
                       │        │         └ city
                       │        └ restaurant_name
                       └ party_size_number

            """);
  }

  @Test
  void shouldAlignLabelsBehindWideCharacters() {
    Passage passage =
        passage(null, "play 夜に駆ける by YOASOBI", "PlayMusic", 1f).with("artist", "YOASOBI").passage();

    assertThat(show(passage, PLAIN).lines().toList().get(1)).isEqualTo(" ".repeat(20) + "└ artist");
  }

  @Test
  void shouldColourSpansAndUseNoBrackets() {
    Passage passage = passage(null, "in Oslo", "GetWeather", 1f).with("city", "Oslo").passage();

    assertThat(show(passage, COLORS))
        .contains("in \u001b[1;4;36mOslo\u001b[0m")
        .doesNotContain("[Oslo]");
  }

  @Test
  void shouldWrapAtSpacesAndKeepSpansWhole() {
    Passage passage =
        passage("k", "one two three four five six seven eight nine ten eleven twelve", "C", 1f)
            .with("number", "twelve")
            .passage();

    assertThat(show(passage, new Terminal(60, false)))
        .isEqualTo(
            """
            k           100 % C
                        one two three four five six seven eight nine
                        ten eleven [twelve]
                                    └ number

            """);
  }

  @Test
  void shouldShowTheClassOfEverySentence() {
    Passage passage =
        new Passage(
            null,
            "Hello. Bye.",
            List.of(
                new Passage.Sentence(0, 6, "Greet", 0.9f),
                new Passage.Sentence(7, 11, "Leave", 0.8f)),
            List.of(),
            null,
            null);

    assertThat(show(passage, PLAIN)).contains("90 % Greet", "80 % Leave");
  }

  @Test
  void shouldNotLetTheTextControlTheTerminal() {
    Passage passage = passage("\u001b[2J", "\u001b[31mred\u202e\u0007\rx", "C", 1f).passage();

    assertThat(show(passage, PLAIN))
        .doesNotContain("\u001b", "\u202e", "\u0007", "\r")
        .contains("red");
  }

  /** Whatever comes, every label is shown, and without its decoration the text is all there. */
  @Property(tries = 300)
  void shouldLoseNothing(
      @ForAll("passages") Passage passage, @ForAll @IntRange(min = 40, max = 120) int columns) {
    String shown = show(passage, new Terminal(columns, false));

    passage.spans().forEach(span -> assertThat(shown).contains("└ " + span.label()));
    StringBuilder letters = new StringBuilder();
    shown.codePoints().filter(Character::isUpperCase).forEach(letters::appendCodePoint);
    StringBuilder expected = new StringBuilder();
    passage.text().codePoints().filter(Character::isUpperCase).forEach(expected::appendCodePoint);
    assertThat(letters.toString()).isEqualTo(expected.toString());
  }

  @Provide
  Arbitrary<Passage> passages() {
    Arbitrary<String> words =
        Arbitraries.strings()
            .withChars('A', 'B', 'É', '夜', '\u0301', '\u200d')
            .withChars(" \n\t")
            .ofMaxLength(200);
    return words.flatMap(
        text ->
            Arbitraries.integers()
                .between(0, text.length())
                .list()
                .ofMaxSize(12)
                .map(cuts -> passageCutAt(text, cuts)));
  }

  private static Passage passageCutAt(String text, List<Integer> cuts) {
    List<Integer> sorted = cuts.stream().sorted().toList();
    List<Passage.Span> spans = new ArrayList<>();
    for (int i = 0; i + 1 < sorted.size(); i += 2) {
      String surface = text.substring(sorted.get(i), sorted.get(i + 1));
      if (!surface.isBlank()) {
        // Tokens do not begin or end with white space, so spans do not either.
        int begin = sorted.get(i) + surface.indexOf(surface.strip());
        int end = begin + surface.strip().length();
        spans.add(new Passage.Span("label" + i, begin, end, surface.strip(), 1f));
      }
    }
    return new Passage(null, text, List.of(), spans, null, null);
  }

  private static Builder passage(@Nullable String key, String text, String label, float score) {
    return new Builder(
        new Passage(
            key,
            text,
            List.of(new Passage.Sentence(0, text.codePointCount(0, text.length()), label, score)),
            List.of(),
            null,
            null));
  }

  /** Adds spans by their surface. */
  private record Builder(Passage passage) {
    Builder with(String label, String surface) {
      String text = passage.text();
      int begin = text.codePointCount(0, text.indexOf(surface));
      int end = begin + surface.codePointCount(0, surface.length());
      Passage.Span span = new Passage.Span(label, begin, end, surface, 1f);
      return new Builder(
          new Passage(
              passage.key(),
              text,
              passage.sentences(),
              Stream.concat(passage.spans().stream(), Stream.of(span)).toList(),
              null,
              null));
    }
  }

  private static String show(Passage passage, Terminal terminal) {
    StringWriter out = new StringWriter();
    Format.PRETTY.display(new PrintWriter(out), terminal).show(passage);
    return out.toString();
  }
}
