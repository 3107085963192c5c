package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.training.data.UnusableDataException;
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
  void shouldRefuseAPlaceWithoutAValue() throws IOException {
    ModelCard card = card("{{nmae}}").put("name", "mine");

    assertThatThrownBy(card::fill)
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("[name], found '{{nmae}}'");
  }

  private ModelCard card(String template) throws IOException {
    return ModelCard.from(Files.writeString(directory.resolve("card.md"), template));
  }
}
