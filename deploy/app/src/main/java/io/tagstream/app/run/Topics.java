package io.tagstream.app.run;

import io.tagstream.app.CommandException;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.control.ControlTopicException;
import io.tagstream.topology.control.ControlTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics a tagging topology reads and writes, looked up on a cluster or made there. */
public final class Topics {
  /** How long a cluster may take to answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Map<String, Object> admin;
  private final Optional<ControlTopics> control;
  private final String bootstrapServers;

  /**
   * @param settings where the cluster is and how to log in
   */
  public Topics(Settings settings) {
    this.bootstrapServers =
        String.join(",", settings.streams().getList(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    this.control = ControlTopics.of(settings.tagging());
    this.admin = new TreeMap<>(settings.streams().getAdminConfigs("tagstream-topics"));
    admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
  }

  /** Returns the names of all topics that settings speak of, inputs first. */
  public static Set<String> of(TaggingConfig config) {
    Set<String> topics = new LinkedHashSet<>(config.inputTopics());
    topics.add(config.outputTopic());
    topics.add(config.deadLetterTopic());
    ControlTopics.of(config).ifPresent(control -> topics.addAll(control.names()));
    return topics;
  }

  /**
   * Returns those topics the cluster does not have.
   *
   * @throws CommandException if the cluster does not answer or refuses to
   */
  public List<String> missing(Collection<String> topics) {
    try (Admin client = Admin.create(admin)) {
      List<String> missing = new ArrayList<>(topics);
      client
          .describeTopics(topics)
          .topicNameValues()
          .forEach(
              (topic, description) -> {
                if (await("look for topics", description)) {
                  missing.remove(topic);
                }
              });
      return missing;
    }
  }

  /**
   * Makes topics, and waits until the cluster knows them; one that somebody else makes meanwhile is
   * fine.
   *
   * @param partitions of each topic, or empty for what the cluster thinks right
   * @throws CommandException if the cluster does not answer or refuses to
   */
  public void create(Collection<String> topics, Optional<Integer> partitions) {
    List<NewTopic> wanted = topics.stream().map(name -> newTopic(name, partitions)).toList();
    try (Admin client = Admin.create(admin)) {
      client.createTopics(wanted).values().forEach((topic, done) -> await("make " + topic, done));
    }
    awaitKnown(topics);
  }

  /** A topic that has been made is not known to every broker at once. */
  private void awaitKnown(Collection<String> topics) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!missing(topics).isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private NewTopic newTopic(String name, Optional<Integer> partitions) {
    return controlTopics(name)
        .map(topics -> topics.newTopic(name, partitions))
        .orElseGet(() -> new NewTopic(name, partitions, Optional.empty()));
  }

  private Optional<ControlTopics> controlTopics(String name) {
    return control.filter(topics -> topics.names().contains(name));
  }

  /** Returns the commands that make topics by Kafka's own tool, for people to copy. */
  public String commands(Collection<String> topics) {
    return topics.stream()
        .map(
            topic ->
                "  "
                    + controlTopics(topic)
                        .map(known -> known.creation(topic))
                        .orElseGet(() -> command(topic)))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private String command(String topic) {
    return "kafka-topics.sh --bootstrap-server %s --create --topic %s"
        .formatted(bootstrapServers, topic);
  }

  /**
   * Checks that the topics of commands and of statuses, if any are read, are as they must be.
   *
   * @throws ControlTopicException if one is not; the message says how to mend it
   */
  public void requireControl() {
    control.ifPresent(
        topics -> {
          try (Admin client = Admin.create(admin)) {
            topics.require(client);
          }
        });
  }

  /** Waits for an answer; returns whether the topic was as expected. */
  private boolean await(String purpose, KafkaFuture<?> answer) {
    try {
      answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw refused(purpose, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw refused(purpose, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("Interrupted while waiting for the cluster.", e);
    }
  }

  private CommandException refused(String purpose, Throwable cause) {
    return new CommandException(
        "The cluster at %s did not let us %s within %d s: %s; check bootstrap.servers and its security settings."
            .formatted(
                admin.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG),
                purpose,
                PATIENCE.toSeconds(),
                cause.getMessage()),
        cause);
  }
}
