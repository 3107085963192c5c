package io.tagstream.topology.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldPathTest {

  @ParameterizedTest
  @CsvSource({
    "text, /text",
    "message.body, /message/body",
    "messages.0.body, /messages/0/body",
    "/message/body, /message/body",
    "/dotted.name, /dotted.name",
    "odd~name.with/slash, /odd~0name/with~1slash",
  })
  void shouldReadDotsAndPointers(String configured, String pointer) {
    assertThat(FieldPath.parse(configured).pointer()).hasToString(pointer);
    assertThat(FieldPath.parse(configured).configured()).isEqualTo(configured);
  }
}
