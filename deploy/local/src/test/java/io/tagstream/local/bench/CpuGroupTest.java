package io.tagstream.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuGroupTest {

  @ParameterizedTest
  @CsvSource({
    "bench-plain-1b2c-StreamThread-1, STREAM",
    "bench-plain-1b2c-StreamThread-12, STREAM",
    "tagstream-inference-1, INFERENCE",
    "kafka-producer-network-thread | bench-plain-1b2c-StreamThread-1-producer, PRODUCER",
    "kafka-coordinator-heartbeat-thread | bench-plain, BACKGROUND",
    "bench-plain-1b2c-StateUpdater-1, BACKGROUND",
    "kafka-admin-client-thread | bench-plain-1b2c-admin, BACKGROUND",
    "kafka-producer-network-thread | bench-generator,",
    "data-plane-kafka-request-handler-0,",
    "main,"
  })
  void shouldTellThreadsApartByTheirNames(String thread, CpuGroup group) {
    assertThat(CpuGroup.of(thread, "bench-plain")).isEqualTo(group);
  }
}
