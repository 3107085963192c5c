package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.LocalCluster;
import io.tagstream.local.pipeline.Pipeline.Model;
import io.tagstream.topology.TaggingTopology;
import io.tagstream.topology.config.StreamMode;
import io.tagstream.topology.config.TaggingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * One topic of {@link MixedInput}, read by an application that is disturbed and, in the end, by one
 * that tags nothing ahead and that nobody disturbs. The two must say the same, byte for byte.
 */
final class Trial implements AutoCloseable {
  static final int PARTITIONS = 4;

  /** Records sent and not answered yet, at most: so many that batches are full. */
  private static final int AHEAD = 1_000;

  /** How long a test waits for the next record; reached only if it fails. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String UNDISTURBED = "undisturbed-";

  private final Path directory;
  private final StreamMode mode;
  private final int total;
  private final LocalCluster cluster;
  private final Client client;
  private final Outcomes outcomes;
  private final Figures figures = new Figures();
  private final Queue<Future<RecordMetadata>> arriving = new ArrayDeque<>();
  private int sent;

  /**
   * @param directory where applications keep their states
   * @param total number of records
   */
  Trial(Path directory, StreamMode mode, int total) throws Exception {
    this.directory = directory;
    this.mode = mode;
    this.total = total;
    cluster = LocalCluster.start(LocalCluster.Options.temporary());
    client = new Client(cluster.clientSettings());
    makeTopics();
    outcomes = outcomes("", "read_committed");
  }

  private void makeTopics() throws Exception {
    List<NewTopic> topics =
        Stream.of(
                Client.INPUT,
                Client.OUTPUT,
                Client.DEAD,
                UNDISTURBED + Client.OUTPUT,
                UNDISTURBED + Client.DEAD)
            .map(name -> new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()))
            // A broker refuses timestamps an hour ahead unless told otherwise.
            .map(
                topic ->
                    topic.configs(Map.of("message.timestamp.after.max.ms", "" + Long.MAX_VALUE)))
            .toList();
    try (Admin admin = Admin.create(cluster.clientSettings())) {
      admin.createTopics(topics).all().get();
    }
  }

  /**
   * Returns the settings of an instance of the application.
   *
   * @param name of the instance, among those of the application
   */
  Map<String, Object> settings(String name) {
    Map<String, Object> settings = new TreeMap<>(cluster.clientSettings());
    settings.putAll(settings());
    settings.put("application.id", "pipeline");
    settings.put("state.dir", directory.resolve(name).toString());
    settings.put(Pipeline.MODEL, model().name());
    settings.put("metric.reporters", List.of(Figures.Reporter.class));
    settings.put(Figures.CONFIG, figures);
    return settings;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put(TaggingConfig.STREAM_MODE, mode.configName());
    settings.put(TaggingConfig.STATE_TTL, MixedInput.TIME_TO_LIVE);
    settings.put("producer.max.request.size", MixedInput.MAX_REQUEST_BYTES);
    // Members hear of a rebalance with their next heartbeat.
    settings.put("main.consumer.heartbeat.interval.ms", "200");
    return settings;
  }

  private Model model() {
    return mode.keepsState() ? Model.STREAMS : Model.CITIES;
  }

  /**
   * Starts an instance of the application in a process of its own.
   *
   * @param more settings that differ from those of the others
   */
  Child startChild(String name, Map<String, String> more) throws IOException {
    Map<String, String> settings = settings();
    settings.put("group.instance.id", name);
    settings.putAll(more);
    Path home = directory.resolve(name);
    return Child.start(
        ChildSettings.write(home, cluster, model(), settings), directory.resolve("child.log"));
  }

  /** Starts an instance of the application. */
  Instance start(String name) {
    return start(settings(name));
  }

  static Instance start(Map<String, Object> settings) {
    return Instance.start(
        settings, (config, taggers) -> new TaggingTopology(config, taggers).build());
  }

  /**
   * Sends records, always some more than are answered, until a part of all is answered for good.
   */
  void answer(double part) throws Exception {
    long progress = System.nanoTime();
    while (outcomes.count() < part * total && System.nanoTime() - progress < PATIENCE.toNanos()) {
      for (; sent < Math.min(total, outcomes.count() + AHEAD); sent++) {
        arriving.add(client.sendLater(MixedInput.record(client, sent)));
      }
      int before = outcomes.count();
      outcomes.poll();
      progress = outcomes.count() > before ? System.nanoTime() : progress;
    }
    while (!arriving.isEmpty()) {
      arriving.remove().get();
    }
    assertThat(outcomes.count()).as("answers").isGreaterThanOrEqualTo((int) (part * total));
  }

  /** Waits for something, and for answers meanwhile; sends nothing. */
  void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      outcomes.poll();
    }
    assertThat(condition.getAsBoolean()).as(what).isTrue();
  }

  /** Takes the right to write from the application: its open transactions are aborted. */
  void fenceWriters() throws Exception {
    try (Admin admin = Admin.create(cluster.clientSettings())) {
      List<String> writers =
          admin.listTransactions().all().get().stream()
              .map(TransactionListing::transactionalId)
              .toList();
      admin.fenceProducers(writers).all().get();
    }
  }

  /** Returns what became of the answers made ahead. */
  Figures figures() {
    return figures;
  }

  /** Returns how many answers were written that were never committed. */
  int aborted() {
    try (Outcomes written = outcomes("", "read_uncommitted")) {
      outcomes.readAll();
      written.readAll();
      return written.count() - outcomes.count();
    }
  }

  /**
   * Fails unless the application has said what the undisturbed one says. All instances have ended.
   */
  void assertLikeUndisturbed() {
    try (Outcomes undisturbed = undisturbed()) {
      outcomes.readAll();
      assertThat(undisturbed.count()).isEqualTo(total);
      outcomes.assertSameAs(undisturbed);
    }
  }

  private Outcomes undisturbed() {
    Map<String, Object> settings = settings(UNDISTURBED);
    settings.put("application.id", UNDISTURBED);
    settings.put(TaggingConfig.SPECULATION_ENABLED, "false");
    settings.put(TaggingConfig.OUTPUT_TOPIC, UNDISTURBED + Client.OUTPUT);
    settings.put(TaggingConfig.DEAD_LETTER_TOPIC, UNDISTURBED + Client.DEAD);
    Outcomes undisturbed = outcomes(UNDISTURBED, "read_committed");
    long progress = System.nanoTime();
    try (Instance instance = start(settings)) {
      while (undisturbed.count() < total && System.nanoTime() - progress < PATIENCE.toNanos()) {
        int before = undisturbed.count();
        undisturbed.poll();
        progress = undisturbed.count() > before ? System.nanoTime() : progress;
      }
      instance.requireAlive();
    }
    undisturbed.readAll();
    return undisturbed;
  }

  private Outcomes outcomes(String application, String isolation) {
    return new Outcomes(
        cluster.clientSettings(),
        client,
        isolation,
        application + Client.OUTPUT,
        application + Client.DEAD);
  }

  @Override
  public void close() {
    outcomes.close();
    client.close();
    cluster.close();
  }
}
