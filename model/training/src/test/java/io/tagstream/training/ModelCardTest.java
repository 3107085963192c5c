package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.training.config.TrainConfigException;
import io.tagstream.training.report.TrainingHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldFillInThePlaces() throws IOException {
    ModelCard card = card("# {{name}}\n{{dev.slotF1}} % for $5 {{not a place}}");

    assertThat(card.put("name", "mine").putPercent("dev.slotF1", 93.456).fill())
        .isEqualTo("# mine\n93.5 % for $5 {{not a place}}");
  }

  @Test
  void shouldRefuseAPlaceOfAnUnknownNameBeforeAnythingIsTrained() {
    assertThatThrownBy(() -> card("{{nmae}}"))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContainingAll("found '{{nmae}}'", "did you mean {{name}}");
  }

  @Test
  void shouldLeaveOpenWhatThisTrainingDidNotMeasure() throws IOException {
    ModelCard card = card("test {{test.slotF1}}, dev {{dev.slotF1}}");

    assertThat(card.putPercent("dev.slotF1", 93.456).fill()).isEqualTo("test –, dev 93.5");
  }

  @Test
  void shouldTellHowItLearnedButNotHowLongItTook() throws IOException {
    TrainingHistory history =
        new TrainingHistory(
            List.of(
                new TrainingHistory.Epoch(1, 3.25, 1e-3, 17.5, 80.04, null, true),
                new TrainingHistory.Epoch(2, 1.5, 1e-3, 17.5, 79.0, null, false)));

    assertThat(card("{{curve}}").putCurve(history).fill().lines())
        .containsExactly(
            "| epoch | loss | slot F1 | class accuracy |",
            "|---|---|---|---|",
            "| 1, the best | 3.250 | 80.0 | – |",
            "| 2 | 1.500 | 79.0 | – |");
  }

  private ModelCard card(String template) throws IOException {
    return ModelCard.from(Files.writeString(directory.resolve("card.md"), template));
  }
}
