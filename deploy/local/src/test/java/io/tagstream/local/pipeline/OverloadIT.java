package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.pipeline.OverloadTrial.Outcome;
import io.tagstream.local.pipeline.Pipeline.Model;
import io.tagstream.model.stream.StreamTagger;
import io.tagstream.testkit.DictionaryTagger;
import io.tagstream.topology.config.TaggingConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More work than can be done at once: slow texts, long texts, and more answers than may wait. */
class OverloadIT {
  /** Instead of threads that tag ahead: nothing is tagged ahead at all. */
  private static final int OFF = -1;

  private static final String TEXT = "a slow train from Oslo to Lyon";
  private static final Duration SLOW = Duration.ofMillis(50);

  private static final String POLL_INTERVAL_MS = "4000";

  private final Path directory;

  OverloadIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(ints = {OFF, 1, 2})
  void shouldStayInTheGroupWithASlowModel(int threads) throws Exception {
    try (OverloadTrial trial = new OverloadTrial(directory, 1)) {
      // Batches of 16 and 32 that were not too slow would be followed by one of 64, and that takes
      // longer than the consumer may go without polling.
      send(trial, 1, 120);

      assertAnsweredInPeace(trial, threads, 128, text -> SLOW.multipliedBy(2));
    }
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(ints = {1, 2})
  void shouldStayInTheGroupWhenAModelBecomesSlow(int threads) throws Exception {
    // Batches are large, and Kafka Streams does many texts between two polls, when it happens.
    AtomicInteger fast = new AtomicInteger(1_200);
    try (OverloadTrial trial = new OverloadTrial(directory, 4)) {
      send(trial, 4, 1_600);

      assertAnsweredInPeace(
          trial, threads, 64, text -> fast.getAndDecrement() > 0 ? Duration.ZERO : SLOW);
    }
  }

  private static void assertAnsweredInPeace(
      OverloadTrial trial, int threads, int batchSize, Function<String, Duration> cost)
      throws Exception {
    StreamTagger tagger = new OverloadTagger(dictionary(), cost, texts -> {});

    Outcome outcome =
        trial.answer(
            "overloaded",
            tagger,
            Map.of(
                TaggingConfig.SPECULATION_ENABLED,
                Boolean.toString(threads != OFF),
                TaggingConfig.SPECULATION_THREADS,
                Integer.toString(Math.max(0, threads)),
                TaggingConfig.SPECULATION_BATCH_SIZE,
                Integer.toString(batchSize),
                "max.poll.interval.ms",
                POLL_INTERVAL_MS));

    // A member that polls or commits too late loses its partitions, or its transaction.
    assertThat(outcome.rebalances()).isZero();
    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.answers().deadLetters()).isZero();
    outcome.answers().assertOnceEach(trial.sent());
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shouldTagLongTextsAmongShortOnes() throws Exception {
    int longest = 20_000;
    String word = "weather in Oslo ";
    Queue<Integer> calls = new ConcurrentLinkedQueue<>();
    try (OverloadTrial trial = new OverloadTrial(directory, 1)) {
      for (int i = 0; i < 200; i++) {
        boolean isLong = i % 20 == 7;
        trial.send(0, "key-" + i % 50, isLong ? word.repeat(longest / word.length()) : TEXT);
      }
      StreamTagger tagger =
          new OverloadTagger(
              (StreamTagger) Model.ASSISTANT.open(),
              text -> Duration.ZERO,
              texts -> calls.add(texts.stream().mapToInt(String::length).sum()));

      Outcome outcome =
          trial.answer(
              "overloaded",
              tagger,
              Map.of(
                  TaggingConfig.STREAM_MODE,
                  "utterance",
                  TaggingConfig.TEXT_MAX_CODE_POINTS,
                  Integer.toString(longest)));

      assertThat(outcome.rebalances()).isZero();
      assertThat(outcome.answers().deadLetters()).isZero();
      outcome.answers().assertOnceEach(trial.sent());
    }
    // Long texts come in batches of a few.
    assertThat(calls).allSatisfy(letters -> assertThat(letters).isLessThanOrEqualTo(64 * 1024));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shouldKeepAnswersThatWaitWithinTheirLimit() throws Exception {
    long limit = 100_000;
    int batchSize = 8;
    AtomicLong most = new AtomicLong();
    try (OverloadTrial trial = new OverloadTrial(directory, 4)) {
      send(trial, 4, 100);
      // While it keeps the stream thread, the others make more answers than may wait.
      trial.send(0, "key", Pipeline.POISON);
      send(trial, 4, 1_600);
      Outcome plain =
          trial.answer("plain", dictionary(), Map.of(TaggingConfig.SPECULATION_ENABLED, "false"));
      StreamTagger watched =
          new OverloadTagger(
              dictionary(),
              OverloadIT::costOnStreamThread,
              texts ->
                  most.accumulateAndGet(
                      (long) trial.metric("speculation-answer-bytes"), Math::max));

      Outcome ahead =
          trial.answer(
              "ahead",
              watched,
              Map.of(
                  TaggingConfig.SPECULATION_THREADS, "2",
                  TaggingConfig.SPECULATION_BATCH_SIZE, Integer.toString(batchSize),
                  TaggingConfig.SPECULATION_BUFFER_BYTES, Long.toString(limit)));

      assertThat(ahead.answers().all()).isEqualTo(plain.answers().all());
      ahead.answers().assertOnceEach(trial.sent());
    }
    // Each of three threads may have begun a batch when there was room for one answer more.
    long batch = batchSize * (2_048L + 5L * TEXT.length());
    assertThat(most.get()).isBetween(limit, limit + 3 * batch);
  }

  private static Duration costOnStreamThread(String text) {
    boolean isTurn = Thread.currentThread().getName().contains("StreamThread");
    return isTurn && text.equals(Pipeline.POISON) ? Duration.ofMillis(500) : Duration.ZERO;
  }

  private static void send(OverloadTrial trial, int partitions, int texts) {
    for (int i = 0; i < texts; i++) {
      trial.send(i % partitions, "key-" + i, TEXT);
    }
  }

  private static StreamTagger dictionary() {
    return DictionaryTagger.builder()
        .label("city", "Oslo|Lyon|Leeds")
        .sentenceClass("Other", "")
        .failOn(Pipeline.POISON)
        .build();
  }
}
