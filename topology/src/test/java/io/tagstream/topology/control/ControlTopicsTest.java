package io.tagstream.topology.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.topology.config.TaggingConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** What needs no cluster; ControlTopicsIT has the rest. */
class ControlTopicsTest {
  private final ControlTopics topics =
      ControlTopics.of(new TaggingConfig(Map.of("bootstrap.servers", "one:9092,two:9092")))
          .orElseThrow();

  @Test
  void shouldNotWantTopicsThatNobodyReads() {
    TaggingConfig none = new TaggingConfig(Map.of(TaggingConfig.MODEL_CONTROL_TOPIC, ""));

    assertThat(ControlTopics.of(none)).isEmpty();
  }

  @Test
  void shouldMakeATopicOfCommandsThatForgetsNothing() {
    NewTopic control = topics.newTopic("model-control", Optional.of(12));

    assertThat(control.numPartitions()).isEqualTo(1);
    assertThat(control.configs())
        .isEqualTo(
            Map.of(
                "message.timestamp.type", "LogAppendTime",
                "cleanup.policy", "delete",
                "retention.ms", "-1",
                "retention.bytes", "-1"));
  }

  @Test
  void shouldMakeATopicOfStatusesThatKeepsTheLast() {
    NewTopic status = topics.newTopic("model-status", Optional.of(12));

    assertThat(status.numPartitions()).isEqualTo(12);
    assertThat(status.configs()).isEqualTo(Map.of("cleanup.policy", "compact"));
  }

  @Test
  void shouldSayHowToMakeThem() {
    assertThat(topics.names().stream().map(topics::creation))
        .isEqualTo(
            List.of(
                "kafka-topics.sh --bootstrap-server one:9092,two:9092 --create --topic"
                    + " model-control --partitions 1 --config message.timestamp.type=LogAppendTime"
                    + " --config cleanup.policy=delete --config retention.ms=-1 --config"
                    + " retention.bytes=-1",
                "kafka-topics.sh --bootstrap-server one:9092,two:9092 --create --topic"
                    + " model-status --config cleanup.policy=compact"));
  }
}
