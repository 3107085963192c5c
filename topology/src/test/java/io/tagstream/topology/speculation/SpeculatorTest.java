package io.tagstream.topology.speculation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.topology.config.SpeculationSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What outlives a stream thread, and what an application. */
class SpeculatorTest {

  @Test
  void shouldForgetAnErrorWithTheLastConsumer() {
    Speculator speculator = new Speculator(SpeculationSettings.of(Map.of()));
    OutOfMemoryError error = new OutOfMemoryError("native");
    speculator.opened();
    speculator.opened();
    speculator.failed(error);

    speculator.closed();
    assertThatThrownBy(speculator::throwError).isSameAs(error);
    speculator.closed();
    speculator.opened();
    assertThatCode(speculator::throwError).doesNotThrowAnyException();
  }
}
