package io.tagstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** Defaults of ours, and the user's last word. */
class TagstreamTest {

  @Test
  void shouldAddDefaults() {
    assertThat(Tagstream.configure(Map.of("application.id", "a")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "application.id", "a",
                "processing.guarantee", "exactly_once_v2",
                "ensure.explicit.internal.resource.naming", true,
                "producer.batch.size", 131072,
                "producer.compression.type", "lz4"));
  }

  @Test
  void shouldKeepWhatTheUserSays() {
    Map<String, String> settings =
        Map.of(
            "processing.guarantee", "at_least_once",
            "ensure.explicit.internal.resource.naming", "false",
            "batch.size", "1",
            "producer.compression.type", "zstd");

    assertThat(Tagstream.configure(settings))
        .containsExactlyInAnyOrderEntriesOf(new HashMap<>(settings));
  }

  @Test
  void shouldBeReadAsMeantByKafkaStreams() {
    Map<String, Object> settings =
        Tagstream.configure(Map.of("application.id", "a", "bootstrap.servers", "b:9092"));
    StreamsConfig config = new StreamsConfig(settings);

    assertThat(config.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
    assertThat(config.getProducerConfigs("p"))
        .containsEntry("batch.size", 131072)
        .containsEntry("compression.type", "lz4")
        .containsEntry("enable.idempotence", true);
    assertThat(config.getMainConsumerConfigs("g", "c", 1))
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("auto.offset.reset", "earliest");
  }
}
