package io.tagstream.topology.control;

import io.tagstream.topology.config.ModelSettings;
import io.tagstream.topology.config.TaggingConfig;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * What the topics of commands and of statuses must be like. The order of commands and the time at
 * which each was appended decide which model a record gets, now and in every replay: so the topic
 * of commands has one partition, the broker's time, and forgets nothing. Immutable.
 */
public final class ControlTopics {
  private static final Map<String, String> CONTROL_CONFIGS = controlConfigs();
  private static final Map<String, String> STATUS_CONFIGS =
      Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

  private final String controlTopic;
  private final String statusTopic;
  private final String bootstrapServers;

  private ControlTopics(String controlTopic, String statusTopic, String bootstrapServers) {
    this.controlTopic = controlTopic;
    this.statusTopic = statusTopic;
    this.bootstrapServers = bootstrapServers;
  }

  private static Map<String, String> controlConfigs() {
    Map<String, String> configs = new LinkedHashMap<>();
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    configs.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
    configs.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
    return configs;
  }

  /** Returns the topics that settings name, or none if no commands are read. */
  public static Optional<ControlTopics> of(TaggingConfig config) {
    ModelSettings models = config.models();
    Object servers = config.originals().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    String list =
        servers instanceof Collection<?> several
            ? several.stream().map(String::valueOf).collect(Collectors.joining(","))
            : servers == null ? "HOST:PORT" : servers.toString();
    return models
        .controlTopic()
        .map(control -> new ControlTopics(control, models.statusTopic(), list));
  }

  /** Returns the topic of commands and that of statuses. */
  public List<String> names() {
    return List.of(controlTopic, statusTopic);
  }

  /**
   * Returns what makes a topic as it must be.
   *
   * @param name one of {@link #names}
   * @param partitions of the topic of statuses; empty for the cluster's default
   */
  public NewTopic newTopic(String name, Optional<Integer> partitions) {
    Optional<Integer> count = name.equals(controlTopic) ? Optional.of(1) : partitions;
    return new NewTopic(name, count, Optional.empty()).configs(configs(name));
  }

  /** Returns the command of Kafka's own tool that makes a topic of {@link #names}. */
  public String creation(String name) {
    return creation(name, name);
  }

  /** The same for a topic of another name. */
  private String creation(String name, String made) {
    String configs =
        configs(name).entrySet().stream()
            .map(entry -> " --config " + entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining());
    return "kafka-topics.sh --bootstrap-server %s --create --topic %s%s%s"
        .formatted(
            bootstrapServers, made, name.equals(controlTopic) ? " --partitions 1" : "", configs);
  }

  private Map<String, String> configs(String name) {
    return name.equals(controlTopic) ? CONTROL_CONFIGS : STATUS_CONFIGS;
  }

  /**
   * Checks both topics. Blocks until the cluster has answered, as long as {@code admin} is patient.
   *
   * @throws ControlTopicException if a topic is missing or is not as it must be, or if the cluster
   *     does not say
   */
  public void require(Admin admin) {
    Map<String, KafkaFuture<TopicDescription>> descriptions =
        admin.describeTopics(names()).topicNameValues();
    for (String name : names()) {
      TopicDescription description = answer(name, description(descriptions, name));
      if (description == null) {
        throw wrong(name, "it to exist", "no such topic", "make it with", creation(name));
      }
      requireOnePartition(name, description.partitions().size());
    }
    names().forEach(name -> requireConfigs(name, admin));
  }

  private static KafkaFuture<TopicDescription> description(
      Map<String, KafkaFuture<TopicDescription>> descriptions, String name) {
    KafkaFuture<TopicDescription> description = descriptions.get(name);
    if (description == null) {
      throw new IllegalStateException("no answer about " + name);
    }
    return description;
  }

  private void requireOnePartition(String name, int partitions) {
    if (name.equals(controlTopic) && partitions != 1) {
      throw wrong(
          name,
          "one partition, for commands have one order",
          partitions + " partitions",
          "partitions cannot be taken away, so name another topic in "
              + TaggingConfig.MODEL_CONTROL_TOPIC
              + " and make it with",
          creation(name, "NAME"));
    }
  }

  private void requireConfigs(String name, Admin admin) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    KafkaFuture<Config> described = admin.describeConfigs(List.of(resource)).values().get(resource);
    Config found = described == null ? null : answer(name, described);
    Map<String, String> wanted = configs(name);
    Map<String, String> wrong = new LinkedHashMap<>();
    wanted.forEach(
        (key, value) -> {
          ConfigEntry entry = found == null ? null : found.get(key);
          if (entry == null || !parts(value).equals(parts(String.valueOf(entry.value())))) {
            wrong.put(key, entry == null ? "nothing" : key + "=" + entry.value());
          }
        });
    if (!wrong.isEmpty()) {
      String right =
          wrong.keySet().stream()
              .map(key -> key + "=" + wanted.get(key))
              .collect(Collectors.joining(","));
      throw wrong(
          name, right, String.join(",", wrong.values()), "mend it with", alteration(name, right));
    }
  }

  private String alteration(String name, String configs) {
    return "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s"
        .formatted(bootstrapServers, name, configs);
  }

  private static Set<String> parts(String list) {
    return new TreeSet<>(Arrays.asList(list.split(" *, *", -1)));
  }

  /** Waits for an answer about a topic; null if there is no such topic. */
  private <T> @Nullable T answer(String name, KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof UnknownTopicOrPartitionException) {
        return null;
      }
      if (cause instanceof TimeoutException) {
        throw new ControlTopicException(
            "Topic %s: expected the cluster at %s to say what it is like, found no answer; check that its brokers run, bootstrap.servers and the security settings."
                .formatted(name, bootstrapServers),
            cause);
      }
      throw new ControlTopicException(
          "Topic %s: expected the cluster to say what it is like, found %s; let this user describe the topic and its configs (DESCRIBE, DESCRIBE_CONFIGS)."
              .formatted(name, cause.getMessage()),
          cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlTopicException("Interrupted while asking about topic " + name + ".", e);
    }
  }

  private static ControlTopicException wrong(
      String name, String expected, String found, String remedy, String command) {
    return new ControlTopicException(
        "Topic %s: expected %s, found %s; %s%n  %s"
            .formatted(name, expected, found, remedy, command),
        null);
  }
}
