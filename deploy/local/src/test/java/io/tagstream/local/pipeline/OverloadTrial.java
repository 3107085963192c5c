package io.tagstream.local.pipeline;

import io.tagstream.local.LocalCluster;
import io.tagstream.model.serving.SingleTagger;
import io.tagstream.model.serving.Taggers;
import io.tagstream.model.stream.StreamTagger;
import io.tagstream.topology.Tagstream;
import io.tagstream.topology.config.TaggingConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/**
 * A backlog of texts on a broker, and applications that answer it, one after the other. Belongs to
 * one thread.
 */
final class OverloadTrial implements AutoCloseable {
  private static final long BEGIN_MS = 1_700_000_000_000L;

  private final Path directory;
  private final int partitions;
  private final LocalCluster cluster;
  private final Client client;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  /** The one that answers. */
  private volatile @Nullable KafkaStreams application;

  /**
   * @param directory where applications keep their states
   * @param partitions of every topic
   */
  OverloadTrial(Path directory, int partitions) throws Exception {
    this.directory = directory;
    this.partitions = partitions;
    cluster = LocalCluster.start(LocalCluster.Options.temporary());
    client = new Client(cluster.clientSettings());
    makeTopics(Client.INPUT);
    for (int i = 0; i < partitions; i++) {
      // A producer that has several requests under way to a partition that is not ready yet does
      // not
      // come out of it: the first record goes alone.
      send(i, "first", "begin");
      sent.get(i).get();
    }
  }

  /**
   * What came of the backlog.
   *
   * @param answers what was said of the texts
   * @param rebalances how often partitions were given anew after the first time
   * @param failures what ended threads
   */
  record Outcome(OverloadAnswers answers, int rebalances, List<Throwable> failures) {}

  private void makeTopics(String... names) throws Exception {
    List<NewTopic> topics =
        Stream.of(names)
            .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()))
            .toList();
    try (Admin admin = Admin.create(cluster.clientSettings())) {
      admin.createTopics(topics).all().get();
    }
  }

  /** Adds a text to the backlog. */
  void send(int partition, String key, String text) {
    sent.add(
        client.sendLater(
            new ProducerRecord<>(
                Client.INPUT,
                partition,
                BEGIN_MS + sent.size(),
                Client.bytes(key),
                client.event(text))));
  }

  /** Returns how many texts the backlog has. */
  int sent() {
    return sent.size();
  }

  /**
   * Lets an application answer the whole backlog.
   *
   * @param name of the application
   * @param tagger closed with it
   * @param more settings that differ from the defaults
   */
  Outcome answer(String name, StreamTagger tagger, Map<String, String> more) throws Exception {
    for (Future<RecordMetadata> arrival : sent) {
      arrival.get();
    }
    TaggingConfig config = new TaggingConfig(settings(name, more));
    makeTopics(config.outputTopic(), config.deadLetterTopic());
    AtomicInteger rebalances = new AtomicInteger(-1);
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    OverloadAnswers answers = new OverloadAnswers(client, config, partitions);
    try (Taggers taggers = new SingleTagger(tagger);
        KafkaStreams streams = Tagstream.streams(config, taggers)) {
      streams.setStateListener(
          (now, before) -> rebalances.addAndGet(now == State.REBALANCING ? 1 : 0));
      streams.setUncaughtExceptionHandler(
          failure -> {
            failures.add(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      application = streams;
      streams.start();
      answers.await(sent.size());
    }
    answers.readAll();
    return new Outcome(answers, rebalances.get(), failures);
  }

  private Map<String, Object> settings(String name, Map<String, String> more) {
    Map<String, Object> settings = new TreeMap<>(cluster.clientSettings());
    settings.put("application.id", name);
    settings.put("state.dir", directory.resolve(name).toString());
    settings.put(TaggingConfig.OUTPUT_TOPIC, name + "-" + Client.OUTPUT);
    settings.put(TaggingConfig.DEAD_LETTER_TOPIC, name + "-" + Client.DEAD);
    settings.putAll(more);
    return settings;
  }

  /** Returns a metric of the application that answers; 0 while it has none of this name. */
  double metric(String name) {
    KafkaStreams streams = application;
    return streams == null
        ? 0
        : streams.metrics().entrySet().stream()
            .filter(metric -> metric.getKey().name().equals(name))
            .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
            .filter(v -> !Double.isNaN(v))
            .max()
            .orElse(0);
  }

  @Override
  public void close() {
    client.close();
    cluster.close();
  }
}
