package io.tagstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.decode.TokenSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Spans survive every notation. */
class TagNotationTest {

  /** Stretches of up to four tokens, with a label or outside. */
  record Stretch(String label, int length) {}

  @Provide
  Arbitrary<List<Stretch>> sentences() {
    Arbitrary<String> labels = Arbitraries.of("", "a", "b", "b-c", "I");
    return labels
        .flatMap(label -> Arbitraries.integers().between(1, 4).map(n -> new Stretch(label, n)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Property(tries = 300)
  void shouldKeepTheSpans(@ForAll("sentences") List<Stretch> sentence) throws Exception {
    List<TokenSpan> spans = spans(sentence);
    for (TagNotation notation : TagNotation.values()) {
      List<String> tags = write(sentence, notation);

      List<String> bio = notation.toBio(tags);

      assertThat(TokenSpan.of(bio)).as(notation + " " + tags).isEqualTo(spans);
      assertThat(TagNotation.BIO.toBio(bio)).isEqualTo(bio);
      // What it is taken for may be another notation that reads the same.
      assertThat(TokenSpan.of(TagNotation.of(List.of(tags)).toBio(tags))).isEqualTo(spans);
    }
  }

  private static List<TokenSpan> spans(List<Stretch> sentence) {
    List<TokenSpan> spans = new ArrayList<>();
    int begin = 0;
    for (Stretch stretch : sentence) {
      int end = begin + stretch.length;
      if (!stretch.label.isEmpty()) {
        spans.add(new TokenSpan(stretch.label, begin, end));
      }
      begin = end;
    }
    return spans;
  }

  private static List<String> write(List<Stretch> sentence, TagNotation notation) {
    List<String> tags = new ArrayList<>();
    String previous = "";
    for (Stretch stretch : sentence) {
      if (stretch.label.isEmpty()) {
        tags.addAll(Collections.nCopies(stretch.length, "O"));
      } else {
        String letters = letters(notation, stretch, previous.equals(stretch.label));
        letters.chars().forEach(letter -> tags.add((char) letter + "-" + stretch.label));
      }
      previous = stretch.label;
    }
    return tags;
  }

  private static String letters(TagNotation notation, Stretch stretch, boolean touches) {
    int length = stretch.length;
    return switch (notation) {
      case BIO -> "B" + "I".repeat(length - 1);
      case IOB1 -> (touches ? "B" : "I") + "I".repeat(length - 1);
      case BIOES -> length == 1 ? "S" : "B" + "I".repeat(length - 2) + "E";
      case BILOU -> length == 1 ? "U" : "B" + "I".repeat(length - 2) + "L";
    };
  }
}
