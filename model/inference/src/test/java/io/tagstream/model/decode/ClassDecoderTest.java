package io.tagstream.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.TaggingException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassDecoderTest {
  private final ClassDecoder decoder = new ClassDecoder(List.of("play", "rate", "book"));

  @Test
  void shouldTakeTheSoftmaxInTheOrderOfTheLabels() {
    SentenceClass decoded = decoder.decode(new float[] {0, (float) Math.log(2), 0});

    assertThat(decoded.label()).isEqualTo("rate");
    assertThat(decoded.score()).isCloseTo(0.5f, within(1e-6f));
    assertThat(decoded.scores().keySet()).containsExactly("play", "rate", "book");
    assertThat(decoded.scores().get("book")).isCloseTo(0.25f, within(1e-6f));
  }

  @Test
  void shouldStayFiniteWithLogitsOfAnySize() {
    SentenceClass decoded = decoder.decode(new float[] {-10_000, 10_000, 3e38f});

    assertThat(decoded.label()).isEqualTo("book");
    assertThat(decoded.scores().values()).containsExactly(0f, 0f, 1f);
  }

  @Test
  void shouldTakeTheFirstOfEqualClasses() {
    assertThat(decoder.decode(new float[] {1, 2, 2}).label()).isEqualTo("rate");
  }

  @Test
  void shouldRefuseLogitsThatAreNoNumbersOrTooFew() {
    assertThatThrownBy(() -> decoder.decode(new float[] {0, Float.NaN, 0}))
        .isInstanceOf(TaggingException.class)
        .hasMessageContaining("found NaN");
    assertThatThrownBy(() -> decoder.decode(new float[] {0, 0}))
        .isInstanceOf(TaggingException.class)
        .hasMessageContaining("expected 3, found 2");
  }
}
