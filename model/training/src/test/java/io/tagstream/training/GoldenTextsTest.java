package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.TrainConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void shouldRefuseAFileThatIsNotUtf8(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("examples.txt"), new byte[] {'M', (byte) 0xFC, 'l'});

    assertThatThrownBy(() -> GoldenTexts.of(file, List.of()))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContainingAll("bundle.examples: ", "examples.txt: expected text in UTF-8");
  }

  private static LabelledSentence sentence(@Nullable String text, String... tokens) {
    return new LabelledSentence("made-up", text, List.of(tokens), List.of(), "any");
  }
}
