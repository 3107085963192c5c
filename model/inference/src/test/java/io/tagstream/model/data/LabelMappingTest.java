package io.tagstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelMappingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "person=PER, location=LOC, *= ; B-PER I-PER B-LOC O O",
        "person=PER,location= ; B-PER I-PER O B-misc I-misc",
        "* = X ; B-X I-X B-X B-X I-X",
        "'' ; B-person I-person B-location B-misc I-misc",
      })
  void shouldRenameSpans(String mapping, String tags) {
    LabelledSentence sentence =
        new LabelledSentence(
            "id",
            null,
            DataFolder.words("a b c d e"),
            DataFolder.words("B-person I-person B-location B-misc I-misc"),
            "class");

    LabelledSentence renamed = LabelMapping.parse(mapping).of(sentence);

    assertThat(renamed.tags()).isEqualTo(DataFolder.words(tags));
    assertThat(renamed.label()).isEqualTo("class");
  }

  @Test
  void shouldRenameSpansOfTexts() {
    LabelledText text =
        new LabelledText(
            "id",
            "ab",
            "c",
            List.of(new TextSpan("x", 0, 1), new TextSpan("y", 1, 2)),
            "class",
            Set.of("open"));

    assertThat(LabelMapping.parse("x=Z, *=").of(text))
        .isEqualTo(
            new LabelledText(
                "id", "ab", "c", List.of(new TextSpan("Z", 0, 1)), "class", Set.of("open")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "person ; found 'person'",
        "a=b=c ; found 'a=b=c'",
        "a=b, ; found ''",
        "=b ; found '=b'",
        "a=b c ; found 'a=b c'",
        "a=b, a=c ; found 'a' twice",
      })
  void shouldSayWhatIsWrong(String mapping, String fault) {
    assertThatThrownBy(() -> LabelMapping.parse(mapping))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(fault);
  }
}
