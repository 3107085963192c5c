package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.data.LabelledSentence;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GoldenTextsTest {

  @Test
  void shouldSpreadOverTheDevSentencesWithoutAFile() throws IOException {
    List<LabelledSentence> dev =
        IntStream.range(0, 20).mapToObj(i -> sentence(null, "number", "" + i)).toList();

    assertThat(GoldenTexts.of(null, dev))
        .hasSize(8)
        .startsWith("number 0", "number 2", "number 5")
        .endsWith("number 17");
  }

  @Test
  void shouldTakeTheTextThatWasCutAndEachTextOnce() throws IOException {
    LabelledSentence sentence = sentence("it's", "it", "'s");

    assertThat(GoldenTexts.of(null, List.of(sentence, sentence))).containsExactly("it's");
  }

  private static LabelledSentence sentence(@Nullable String text, String... tokens) {
    return new LabelledSentence("made-up", text, List.of(tokens), List.of(), "any");
  }
}
