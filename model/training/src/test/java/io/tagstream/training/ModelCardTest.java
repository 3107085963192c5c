package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.training.config.TrainConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private ModelCard card(String template) throws IOException {
    return ModelCard.from(Files.writeString(directory.resolve("card.md"), template));
  }
}
