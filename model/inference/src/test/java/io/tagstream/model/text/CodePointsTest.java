package io.tagstream.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CodePointsTest {

  @Test
  void shouldCountAPairAsOneAndALoneSurrogateAsOne() {
    assertThat(CodePoints.length("a\uD83D\uDE00b\uD83D")).isEqualTo(4);
    assertThat(CodePoints.cut("a\uD83D\uDE00b\uD83D", 1, 3)).isEqualTo("\uD83D\uDE00b");
  }

  @Test
  void shouldRefuseAStretchTheTextDoesNotHave() {
    assertThatThrownBy(() -> CodePoints.cut("ab", 1, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Property
  void shouldConvertThereAndBack(@ForAll("texts") String text) {
    CodePoints codePoints = CodePoints.of(text);

    assertThat(codePoints.length()).isEqualTo(CodePoints.length(text));
    for (int i = 0; i <= codePoints.length(); i++) {
      int utf16 = codePoints.toUtf16(i);
      assertThat(utf16).isEqualTo(text.offsetByCodePoints(0, i));
      assertThat(codePoints.fromUtf16(utf16)).isEqualTo(i);
    }
  }

  @Test
  void shouldRoundUpWithinAPair() {
    assertThat(CodePoints.of("a\uD83D\uDE00b").fromUtf16(2)).isEqualTo(2);
  }

  @Provide
  Arbitrary<String> texts() {
    return AnyText.texts();
  }
}
