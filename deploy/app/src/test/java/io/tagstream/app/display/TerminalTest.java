package io.tagstream.app.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @AfterEach
  void forgetTheTerminal() {
    System.clearProperty(Terminal.COLUMNS_PROPERTY);
  }

  @Test
  void shouldUseNoColoursWhenOutputGoesElsewhere() {
    assertThat(Terminal.detect(ColorMode.AUTO, Map.of()).colors()).isFalse();
    assertThat(Terminal.detect(ColorMode.ALWAYS, Map.of()).colors()).isTrue();
  }

  @Test
  void shouldUseColoursOnATerminal() {
    System.setProperty(Terminal.COLUMNS_PROPERTY, "120");

    assertThat(Terminal.detect(ColorMode.AUTO, Map.of())).isEqualTo(new Terminal(120, true));
    assertThat(Terminal.detect(ColorMode.NEVER, Map.of()).colors()).isFalse();
  }

  @Test
  void shouldHonourNoColor() {
    System.setProperty(Terminal.COLUMNS_PROPERTY, "120");

    assertThat(Terminal.detect(ColorMode.AUTO, Map.of("NO_COLOR", "1")).colors()).isFalse();
    assertThat(Terminal.detect(ColorMode.AUTO, Map.of("NO_COLOR", "")).colors()).isTrue();
  }

  @Test
  void shouldKeepALeastWidth() {
    System.setProperty(Terminal.COLUMNS_PROPERTY, "3");

    assertThat(Terminal.detect(ColorMode.AUTO, Map.of()).columns()).isEqualTo(40);
  }
}
