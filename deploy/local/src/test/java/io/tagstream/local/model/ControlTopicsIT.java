package io.tagstream.local.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.app.run.Settings;
import io.tagstream.app.run.Topics;
import io.tagstream.local.LocalCluster;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.control.ControlTopicException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a cluster says about topics of commands and of statuses, and what is said about that. */
class ControlTopicsIT {
  private static LocalCluster cluster;
  private static Admin admin;

  @BeforeAll
  static void start() {
    cluster = LocalCluster.start(LocalCluster.Options.temporary());
    admin = Admin.create(cluster.clientSettings());
  }

  @AfterAll
  static void stop() {
    admin.close();
    cluster.close();
  }

  @Test
  void shouldAcceptWhatTheyAreMadeAs() {
    Topics topics = topics("made-control", "made-status");
    topics.create(List.of("made-control", "made-status"), Optional.empty());

    assertThatCode(topics::requireControl).doesNotThrowAnyException();
  }

  @Test
  void shouldSayWhichOneIsMissing() {
    assertThatThrownBy(topics("no-control", "no-status")::requireControl)
        .isInstanceOf(ControlTopicException.class)
        .hasMessageContainingAll(
            "no-control",
            "no such topic",
            "kafka-topics.sh --bootstrap-server " + cluster.bootstrapServers(),
            "--config message.timestamp.type=LogAppendTime");
  }

  @Test
  void shouldRefuseSeveralPartitionsOfCommands() throws Exception {
    make("wide-control", 3, Map.of());

    assertThatThrownBy(topics("wide-control", "wide-control-status")::requireControl)
        .hasMessageContainingAll(
            "wide-control", "one partition", "3 partitions", TaggingConfig.MODEL_CONTROL_TOPIC);
  }

  @Test
  void shouldSayWhichSettingsOfATopicAreWrong() throws Exception {
    make("plain-control", 1, Map.of("retention.ms", "604800000"));
    make("plain-status", 1, Map.of());

    assertThatThrownBy(topics("plain-control", "plain-status")::requireControl)
        .hasMessageContainingAll(
            "expected message.timestamp.type=LogAppendTime,retention.ms=-1",
            "found message.timestamp.type=CreateTime,retention.ms=604800000",
            "--entity-name plain-control --add-config"
                + " message.timestamp.type=LogAppendTime,retention.ms=-1");
  }

  @Test
  void shouldWantStatusesToBeCompacted() throws Exception {
    topics("good-control", "good-status").create(List.of("good-control"), Optional.empty());
    make("good-status", 2, Map.of("cleanup.policy", "compact,delete"));

    assertThatThrownBy(topics("good-control", "good-status")::requireControl)
        .hasMessageContainingAll(
            "good-status", "expected cleanup.policy=compact", "found cleanup.policy=");
  }

  private static Topics topics(String control, String status) {
    Map<String, Object> settings = new TreeMap<>(cluster.clientSettings());
    settings.put("application.id", "topics");
    settings.put(TaggingConfig.MODEL_CONTROL_TOPIC, control);
    settings.put(TaggingConfig.MODEL_STATUS_TOPIC, status);
    return new Topics(Settings.of(settings));
  }

  private static void make(String name, int partitions, Map<String, String> configs)
      throws Exception {
    NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(configs);
    admin.createTopics(List.of(topic)).all().get();
    // Not every answer of the broker knows of it at once.
    while (!admin.listTopics().names().get().contains(name)) {
      Thread.onSpinWait();
    }
  }
}
