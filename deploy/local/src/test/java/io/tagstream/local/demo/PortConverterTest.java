package io.tagstream.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class PortConverterTest {
  private final PortConverter converter = new PortConverter();

  @Test
  void shouldReadPorts() {
    assertThat(converter.convert("0")).isZero();
    assertThat(converter.convert("65535")).isEqualTo(65_535);
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "-1", "kafka", "", "9092 "})
  void shouldRefuseWhatIsNoPort(String value) {
    assertThatThrownBy(() -> converter.convert(value))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContainingAll("TCP port", "'" + value + "'");
  }
}
