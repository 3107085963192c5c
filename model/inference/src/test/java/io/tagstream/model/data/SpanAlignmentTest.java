package io.tagstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.data.DataNotice.Kind;
import io.tagstream.model.text.AnyText;
import io.tagstream.model.text.Sentence;
import io.tagstream.model.text.TextSegmenter;
import io.tagstream.model.text.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SpanAlignmentTest {
  private static final TextSegmenter SEGMENTER = new TextSegmenter(512);

  private final List<Kind> notices = new ArrayList<>();

  @Provide
  Arbitrary<String> texts() {
    return AnyText.texts();
  }

  @Property(tries = 500)
  void shouldKeepSpansOnTheBordersOfTokens(@ForAll("texts") String text, @ForAll long seed) {
    List<Sentence> sentences = SEGMENTER.segment(text);
    List<TextSpan> spans = spans(sentences, new Random(seed));
    List<Kind> seen = new ArrayList<>();

    SpanAlignment alignment = new SpanAlignment(sentences, seen::add);
    alignment.add(spans);

    List<TextSpan> found = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (SpanAlignment.TaggedSentence tagged : alignment.sentences()) {
      List<Token> tokens =
          sentences.stream()
              .flatMap(sentence -> sentence.tokens().stream())
              .filter(token -> token.begin() >= tagged.begin() && token.end() <= tagged.end())
              .toList();
      found.addAll(TokenPositions.spans(tokens, tagged.tags()));
      words.addAll(tagged.words());
    }
    assertThat(found).isEqualTo(spans);
    assertThat(words).isEqualTo(sentences.stream().flatMap(each -> each.words().stream()).toList());
    assertThat(seen).allMatch(kind -> kind == Kind.SPAN_ACROSS_SENTENCES);
  }

  @Property(tries = 500)
  void shouldFindTheTokensOfATextInIt(@ForAll("texts") String text) {
    List<Token> tokens =
        SEGMENTER.segment(text).stream().flatMap(each -> each.tokens().stream()).toList();

    assertThat(TokenPositions.find(tokens.stream().map(Token::text).toList(), text))
        .isEqualTo(tokens);
  }

  /** Spans of one to three tokens, with a token between some of them. */
  private static List<TextSpan> spans(List<Sentence> sentences, Random random) {
    List<Token> tokens = sentences.stream().flatMap(each -> each.tokens().stream()).toList();
    List<TextSpan> spans = new ArrayList<>();
    int token = random.nextInt(2);
    while (token < tokens.size()) {
      int last = Math.min(tokens.size() - 1, token + random.nextInt(3));
      String label = random.nextBoolean() ? "x" : "y";
      spans.add(new TextSpan(label, tokens.get(token).begin(), tokens.get(last).end()));
      token = last + 1 + random.nextInt(2);
    }
    return spans;
  }

  @Test
  void shouldWidenASpanThatCutsAToken() {
    assertThat(tags("in Springfield.", new TextSpan("x", 3, 9))).containsExactly("O B-x O");
    assertThat(notices).containsExactly(Kind.SPAN_WIDENED);
  }

  @Test
  void shouldJoinSentencesThatASpanReachesOver() {
    assertThat(tags("Play Help! I need it. Now.", new TextSpan("x", 5, 17)))
        .containsExactly("O B-x I-x I-x I-x O O", "O O");
    assertThat(notices).containsExactly(Kind.SPAN_ACROSS_SENTENCES);
  }

  @Test
  void shouldDropWhatSharesATokenAndWhatHasNone() {
    assertThat(
            tags(
                "a b  c",
                new TextSpan("y", 2, 3),
                new TextSpan("x", 0, 3),
                new TextSpan("z", 3, 5)))
        .containsExactly("B-x I-x O");
    assertThat(notices).containsExactly(Kind.SPAN_OVERLAPPING, Kind.SPAN_WITHOUT_TOKEN);
  }

  private List<String> tags(String text, TextSpan... spans) {
    SpanAlignment alignment = new SpanAlignment(SEGMENTER.segment(text), notices::add);
    alignment.add(List.of(spans));
    return alignment.sentences().stream()
        .map(sentence -> String.join(" ", sentence.tags()))
        .toList();
  }
}
