package io.tagstream.model.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenSpanTest {

  @Test
  void shouldReadSpansOfTheScheme() {
    assertThat(TokenSpan.of(List.of("B-x", "I-x", "O", "B-y")))
        .containsExactly(new TokenSpan("x", 0, 2), new TokenSpan("y", 3, 4));
  }

  @Test
  void shouldSeparateAdjacentSpansOfOneLabel() {
    assertThat(TokenSpan.of(List.of("B-x", "B-x", "I-x")))
        .containsExactly(new TokenSpan("x", 0, 1), new TokenSpan("x", 1, 3));
  }

  @Test
  void shouldOpenASpanAtAnInsideTagWithoutABegin() {
    assertThat(TokenSpan.of(List.of("I-x", "I-x", "O", "I-x")))
        .containsExactly(new TokenSpan("x", 0, 2), new TokenSpan("x", 3, 4));
  }

  @Test
  void shouldOpenASpanWhereTheLabelChanges() {
    assertThat(TokenSpan.of(List.of("B-x", "I-y", "I-y", "B-x")))
        .containsExactly(
            new TokenSpan("x", 0, 1), new TokenSpan("y", 1, 3), new TokenSpan("x", 3, 4));
  }

  @Test
  void shouldKeepHyphensOfALabel() {
    assertThat(TokenSpan.of(List.of("B-a-b", "I-a-b", "I-a")))
        .containsExactly(new TokenSpan("a-b", 0, 2), new TokenSpan("a", 2, 3));
  }

  @Test
  void shouldFindNoSpanInNothing() {
    assertThat(TokenSpan.of(List.of())).isEmpty();
    assertThat(TokenSpan.of(List.of("O"))).isEmpty();
  }
}
