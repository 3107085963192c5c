package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.topology.config.StreamMode;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.process.OutcomeRoute;
import io.tagstream.topology.process.TaggingProcessorSupplier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cache of the store is so small that every state which enters it pushes another one out, which
 * is then written, and some of these writes fail. Each such failure ends the thread of the task,
 * and its records are processed again: nothing that reads streams ahead has the store write
 * anything. An interceptor that reads them by {@code get} fails this check: the consumer swallows
 * the failure and a stream is lost.
 */
class StoreFailureIT {
  private static final int RECORDS = 1_500;

  private final Path directory;

  StoreFailureIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void shouldFailTheTaskWhereAStoreCannotBeWritten() throws Exception {
    AtomicInteger writes = new AtomicInteger();
    AtomicInteger writesAhead = new AtomicInteger();
    FlakyStore.Faults faults =
        new FlakyStore.Faults(
            () -> {
              writesAhead.addAndGet(isAhead() ? 1 : 0);
              return writes.incrementAndGet() % 500 == 0;
            });
    try (Trial trial = new Trial(directory, StreamMode.UTTERANCE, RECORDS)) {
      try (Instance instance =
          start(trial.settings("instance"), faults, new ConcurrentHashMap<>())) {
        trial.answer(1);
        assertThat(instance.failures())
            .isNotEmpty()
            .allSatisfy(failure -> assertThat(failure).hasStackTraceContaining("told to fail"));
      }

      trial.assertLikeUndisturbed();
      assertThat(writesAhead).as("writes of what tags ahead").hasValue(0);
      assertThat(trial.figures().used()).isGreaterThan(RECORDS / 2);
    }
  }

  /** Returns whether this is called, if indirectly, by what tags ahead. */
  private static boolean isAhead() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames.anyMatch(
                    frame ->
                        frame.getClassName().startsWith("io.tagstream.topology.speculation.")));
  }

  @Test
  void shouldNoticeAStoreThatIsWrittenWhileRecordsArePolled() throws Exception {
    ReadingInterceptor.Reading reading = new ReadingInterceptor.Reading();
    FlakyStore.Faults faults = new FlakyStore.Faults(() -> reading.now);
    try (Trial trial = new Trial(directory, StreamMode.UTTERANCE, RECORDS)) {
      Map<String, Object> settings = trial.settings("instance");
      settings.put(TaggingConfig.SPECULATION_ENABLED, "false");
      // Many polls to a commit: after each commit nothing is left that reading could push out.
      settings.put("commit.interval.ms", 2000);
      settings.put("main.consumer.max.poll.records", 100);
      settings.put("main.consumer.interceptor.classes", List.of(ReadingInterceptor.class));
      settings.put("main.consumer." + ReadingInterceptor.CONFIG, reading);
      try (Instance instance = start(settings, faults, reading.stores)) {
        trial.answer(1);
        assertThat(instance.failures()).isEmpty();
      }

      assertThat(faults.count()).isPositive();
      assertThatThrownBy(trial::assertLikeUndisturbed)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("of partition");
    }
  }

  private static Instance start(
      Map<String, Object> settings,
      FlakyStore.Faults faults,
      Map<Integer, KeyValueStore<byte[], byte[]>> openStores) {
    settings.put("statestore.cache.max.bytes", 10_000);
    // The partitions of a thread that has ended are given away when its session has expired.
    settings.put("main.consumer.session.timeout.ms", 3000);
    return Instance.start(
        settings,
        (config, taggers) ->
            OwnTopology.of(
                config,
                new FlakyStoreSupplier(
                    new TaggingProcessorSupplier(
                        config, taggers, OwnTopology.limits(config), OutcomeRoute.toAllChildren()),
                    faults,
                    openStores),
                OwnTopology.Outlet::new));
  }
}
