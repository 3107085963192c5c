package io.tagstream.local.bench.swaps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ResidentMemoryTest {
  private final ResidentMemory memory = new ResidentMemory();

  @Test
  void shouldTakeTheMedianOfATime() {
    memory.add(1000, 900);
    memory.add(2000, 10);
    memory.add(3000, 500);
    memory.add(4000, 20);
    memory.add(5000, 30);
    memory.add(6000, 900);

    assertThat(memory.medianKib(2000, 5000)).hasValue(20);
    assertThat(memory.medianKib(2000, 6000)).hasValue(25);
    assertThat(memory.medianKib(7000, 9000)).isEmpty();
    assertThat(memory.peakKib()).hasValue(900);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldLookAtAProcess() {
    memory.look(ProcessHandle.current().pid());

    assertThat(memory.peakKib().orElse(0)).isGreaterThan(1024);
  }
}
