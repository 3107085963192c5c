package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.topology.config.StreamMode;
import io.tagstream.topology.process.OutcomeRoute;
import io.tagstream.topology.process.TaggingProcessorSupplier;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tasks fail between texts whose outputs are written already: transactions are aborted, and what
 * was polled, and tagged ahead, is polled again. Nothing is lost, doubled or said otherwise.
 */
class AbortedIT {
  private final Path directory;

  /**
   * How long a test is.
   *
   * @param fences how often the application loses the right to write, by what the broker says
   * @param failEvery distance of failing records in their partition
   * @param endedThreads how many failures end a thread, which is slow
   */
  private record Scale(int records, int fences, int failEvery, int endedThreads) {}

  AbortedIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void shouldSayTheSameWhereTransactionsAreAborted() throws Exception {
    abort(StreamMode.UTTERANCE, new Scale(3_000, 3, 250, 1));
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "UTTERANCE"})
  @Tag("endurance")
  void shouldSayTheSameWhereManyTransactionsAreAborted(StreamMode mode) throws Exception {
    abort(mode, new Scale(100_000, 30, 1_000, 8));
  }

  private void abort(StreamMode mode, Scale scale) throws Exception {
    int records = scale.records();
    FlakyOutlets outlets = new FlakyOutlets(scale.failEvery(), scale.endedThreads());
    try (Trial trial = new Trial(directory, mode, records)) {
      Map<String, Object> settings = trial.settings("instance");
      settings.put("num.stream.threads", 2);
      // Those of a thread that has ended are given away when its session has expired.
      settings.put("main.consumer.session.timeout.ms", 3000);
      Instance.Wiring wiring =
          (config, taggers) ->
              OwnTopology.of(
                  config,
                  new TaggingProcessorSupplier(
                      config, taggers, OwnTopology.limits(config), OutcomeRoute.toAllChildren()),
                  outlets);
      try (Instance instance = Instance.start(settings, wiring)) {
        for (int fence = 0; fence < scale.fences(); fence++) {
          trial.answer((fence + 1.0) / (scale.fences() + 1));
          trial.fenceWriters();
        }
        trial.answer(1);
        // More than that if a writer is fenced in the moment in which it commits.
        assertThat(instance.failures()).hasSizeGreaterThanOrEqualTo(scale.endedThreads());
      }

      int aborted = trial.aborted();
      System.out.printf(
          "[aborted] %s: %,d records, %d failures, %d of them ended a thread, writers fenced %d times,"
              + " %,d outputs never committed, %s%n",
          mode,
          records,
          outlets.failures(),
          scale.endedThreads(),
          scale.fences(),
          aborted,
          trial.figures());
      trial.assertLikeUndisturbed();
      assertThat(outlets.failures()).isGreaterThan(scale.endedThreads());
      assertThat(aborted).isGreaterThan(outlets.failures());
      assertThat(trial.figures().used()).isGreaterThan(records / 2);
    }
  }
}
