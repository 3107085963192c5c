package io.tagstream.local.bench.swaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapLatenciesTest {
  private static final long[] SWAPS = {10_000, 12_000};

  @Test
  void shouldTellTheSecondAfterASwapFromTheRest() {
    SwapLatencies latencies = new SwapLatencies(0, 5_000, SWAPS, 14_000);
    latencies.add(0, 1_000);
    latencies.add(4_999, 1_000);
    latencies.add(5_000, 9_000);
    latencies.add(9_999, 9_000);
    latencies.add(10_000, 3_000);
    latencies.add(10_999, 3_000);
    latencies.add(11_000, 2_000);
    latencies.add(12_000, 3_000);
    latencies.add(13_000, 2_000);
    latencies.add(14_000, 9_000);

    assertThat(latencies.calm().records()).isEqualTo(2);
    assertThat(latencies.near().records()).isEqualTo(3);
    assertThat(latencies.far().records()).isEqualTo(2);
    assertThat(latencies.near().p99()).isCloseTo(3, within(0.01));
    assertThat(latencies.far().p99()).isCloseTo(2, within(0.01));
    assertThat(latencies.p99Ratio()).isCloseTo(1.5, within(0.01));
  }

  @Test
  void shouldKnowNoRatioOfNothing() {
    SwapLatencies latencies = new SwapLatencies(0, 0, SWAPS, 14_000);
    latencies.add(10_000, 3_000);

    assertThat(latencies.p99Ratio()).isNull();
  }

  @Test
  void shouldReadWhatTheRecorderWrites(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("latencies");
    int records = 20_000;
    try (LatencyRecorder recorder = new LatencyRecorder(file)) {
      recorder.polled(0, records - 1, records);
      for (int i = 0; i < records; i++) {
        recorder.forwarded();
      }
      recorder.forwarded();
    }
    SwapLatencies latencies = new SwapLatencies(0, Long.MAX_VALUE, SWAPS, 14_000);
    latencies.addAll(file);

    assertThat(latencies.calm().records()).isEqualTo(records);
  }

  @Test
  void shouldForgetWhatIsPolledAgain(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("latencies");
    try (LatencyRecorder recorder = new LatencyRecorder(file)) {
      recorder.polled(0, 9, 10);
      recorder.forwarded();
      recorder.polled(0, 2, 3);
      for (int i = 0; i < 10; i++) {
        recorder.forwarded();
      }
    }
    SwapLatencies latencies = new SwapLatencies(0, Long.MAX_VALUE, SWAPS, 14_000);
    latencies.addAll(file);

    assertThat(latencies.calm().records()).isEqualTo(4);
  }
}
