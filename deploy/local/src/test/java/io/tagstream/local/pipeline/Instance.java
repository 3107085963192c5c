package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.pipeline.Pipeline.Model;
import io.tagstream.model.serving.SingleTagger;
import io.tagstream.model.serving.Taggers;
import io.tagstream.topology.StreamsFailurePolicy;
import io.tagstream.topology.Tagstream;
import io.tagstream.topology.config.TaggingConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.TaskId;

/** One instance of an application, in this JVM. Failed threads are replaced at once. */
final class Instance implements AutoCloseable {
  /** How long a test waits for what must come; reached only if it fails. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Makes the topology of an application. */
  interface Wiring {
    Topology wire(TaggingConfig config, Taggers taggers);
  }

  private final Taggers taggers;
  private final KafkaStreams streams;
  private final AtomicInteger rebalances = new AtomicInteger();
  private final AtomicInteger promotions = new AtomicInteger();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  private Instance(Map<String, Object> settings, Wiring wiring) {
    TaggingConfig config = new TaggingConfig(settings);
    Object model = settings.getOrDefault(Pipeline.MODEL, Model.CITIES.name());
    taggers = new SingleTagger(Model.valueOf(model.toString()).open());
    Properties properties = new Properties();
    properties.putAll(Tagstream.configure(settings));
    streams = new KafkaStreams(wiring.wire(config, taggers), properties);
    StreamsFailurePolicy policy = new StreamsFailurePolicy(InstantSource.system(), pause -> {});
    streams.setUncaughtExceptionHandler(
        failure -> {
          failures.add(failure);
          return policy.handle(failure);
        });
    streams.setStateListener(
        (now, before) -> {
          if (now == State.REBALANCING) {
            rebalances.incrementAndGet();
          }
          wakeUp();
        });
    streams.setStandbyUpdateListener(new Promotions());
  }

  /**
   * Starts an instance; its topics exist.
   *
   * @param settings those of Kafka included
   */
  static Instance start(Map<String, Object> settings, Wiring wiring) {
    Instance instance = new Instance(settings, wiring);
    instance.streams.start();
    return instance;
  }

  private synchronized void wakeUp() {
    notifyAll();
  }

  /** Waits until it has been given its partitions. */
  synchronized void awaitRunning() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long left = PATIENCE.toMillis();
    while (streams.state() != State.RUNNING && left > 0) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
    assertThat(streams.state()).isEqualTo(State.RUNNING);
  }

  /** Adds a thread; others give partitions up to it. */
  void addThread() {
    assertThat(streams.addStreamThread()).isPresent();
  }

  /** Takes a thread out; others take its partitions over. */
  void removeThread() {
    assertThat(streams.removeStreamThread(PATIENCE)).isPresent();
  }

  /** Returns how often partitions were given anew. */
  int rebalances() {
    return rebalances.get();
  }

  /** Returns how many copies of a store have become the one that is written. */
  int promotions() {
    return promotions.get();
  }

  /** Returns what ended a thread. */
  List<Throwable> failures() {
    return failures;
  }

  /**
   * Returns whether it writes some stores and keeps copies of others.
   *
   * @param written number of the former
   * @param copied number of the latter; each holds something
   */
  boolean keeps(int written, int copied) {
    long filled =
        streams.allLocalStorePartitionLags().values().stream()
            .flatMap(partitions -> partitions.values().stream())
            .filter(lag -> lag.currentOffsetPosition() > 0)
            .count();
    return filled == written + copied
        && tasks(ThreadMetadata::activeTasks) == written
        && tasks(ThreadMetadata::standbyTasks) == copied;
  }

  private int tasks(Function<ThreadMetadata, Set<TaskMetadata>> kind) {
    return streams.metadataForLocalThreads().stream()
        .mapToInt(thread -> kind.apply(thread).size())
        .sum();
  }

  /** Fails if it has given up. */
  void requireAlive() {
    assertThat(streams.state().isRunningOrRebalancing()).as("state " + streams.state()).isTrue();
  }

  /** Ends it in order; others take its partitions over at once. */
  @Override
  public void close() {
    boolean closed =
        streams.close(
            CloseOptions.timeout(PATIENCE)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    assertThat(closed).isTrue();
    taggers.close();
  }

  /** Counts copies that take over. */
  private final class Promotions implements StandbyUpdateListener {
    @Override
    public void onUpdateStart(TopicPartition partition, String store, long offset) {}

    @Override
    public void onBatchLoaded(
        TopicPartition partition, String store, TaskId task, long offset, long size, long end) {}

    @Override
    public void onUpdateSuspended(
        TopicPartition partition, String store, long offset, long end, SuspendReason reason) {
      if (reason == SuspendReason.PROMOTED) {
        promotions.incrementAndGet();
      }
    }
  }
}
