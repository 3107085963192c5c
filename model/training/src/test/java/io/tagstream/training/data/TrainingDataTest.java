package io.tagstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingDataTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldTakeTheDevFilesAsTheyAre() throws IOException {
    TrainingData data =
        TrainingData.read(
            config(
                TrainConfig.DevUse.AS_IS, List.of("Rain ?", "Snow"), List.of("rain"), List.of()));

    assertThat(data.train()).hasSize(2);
    assertThat(data.dev()).extracting(LabelledSentence::tokens).containsExactly(List.of("rain"));
  }

  @Test
  void shouldKeepDevSentencesOutOfTrainingByTheirText() throws IOException {
    TrainingData data =
        TrainingData.read(
            config(
                TrainConfig.DevUse.BY_TEXT,
                List.of("What 's up ?", "Snow", "RAIN !", "Hail"),
                List.of("what s up", "rain", "fog"),
                List.of("hail")));

    assertThat(data.dev())
        .extracting(LabelledSentence::tokens)
        .containsExactly(List.of("What", "'s", "up", "?"), List.of("RAIN", "!"));
    assertThat(data.train()).extracting(LabelledSentence::tokens).containsExactly(List.of("Snow"));
    assertThat(data.excluded()).isEqualTo(1);
  }

  @Test
  void shouldRefuseToTrainWithoutDevSentences() throws IOException {
    TrainConfig.Data config =
        config(TrainConfig.DevUse.BY_TEXT, List.of("Snow"), List.of("fog"), List.of());

    assertThatThrownBy(() -> TrainingData.read(config))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("found 1 and 0");
  }

  private TrainConfig.Data config(
      TrainConfig.DevUse use, List<String> train, List<String> dev, List<String> exclude)
      throws IOException {
    return new TrainConfig.Data(
        List.of(write("train", train)),
        List.of(write("dev", dev)),
        use,
        List.of(write("exclude", exclude)),
        List.of(),
        "data",
        "here",
        "CC0-1.0");
  }

  private Path write(String name, List<String> sentences) throws IOException {
    return Files.write(
        directory.resolve(name + ".jsonl"),
        sentences.stream()
            .map(
                sentence ->
                    "{\"tokens\":%s,\"class\":\"weather\"}"
                        .formatted(
                            Arrays.stream(sentence.split(" "))
                                .map(token -> "\"" + token + "\"")
                                .toList()))
            .toList());
  }
}
