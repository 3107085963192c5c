package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.topology.config.StreamMode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two instances with two threads each share the partitions of a topic; threads and instances come
 * and go while texts are tagged, and partitions change hands with what was tagged ahead of them.
 * Nothing is lost, doubled or said otherwise.
 */
class RebalancedIT {
  private final Path directory;
  private int rebalances;

  RebalancedIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void shouldSayTheSameWhilePartitionsChangeHands() throws Exception {
    rebalance(StreamMode.UTTERANCE, 4_000, 4);
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "UTTERANCE"})
  @Tag("endurance")
  void shouldSayTheSameWhilePartitionsChangeHandsForLong(StreamMode mode) throws Exception {
    rebalance(mode, 100_000, 32);
  }

  private void rebalance(StreamMode mode, int records, int changes) throws Exception {
    try (Trial trial = new Trial(directory, mode, records)) {
      try (Instance first = start(trial, "first")) {
        Instance second = start(trial, "second");
        for (int change = 0; change < changes; change++) {
          trial.answer((change + 1.0) / (changes + 1));
          switch (change % 4) {
            case 0 -> first.addThread();
            case 2 -> first.removeThread();
            default -> {
              end(second);
              // With the states it had, and without any.
              second = start(trial, change % 4 == 1 ? "second" : "second-" + change);
            }
          }
        }
        trial.answer(1);
        end(second);
        end(first);
      }

      System.out.printf(
          "[rebalanced] %s: %,d records, %d changes, %d rebalances, %s%n",
          mode, records, changes, rebalances, trial.figures());
      trial.assertLikeUndisturbed();
      assertThat(rebalances).isGreaterThan(changes);
      assertThat(trial.figures().used()).isGreaterThan(records / 2);
    }
  }

  private static Instance start(Trial trial, String name) throws InterruptedException {
    Map<String, Object> settings = trial.settings(name);
    settings.put("num.stream.threads", 2);
    Instance instance = Trial.start(settings);
    instance.awaitRunning();
    return instance;
  }

  private void end(Instance instance) {
    instance.close();
    assertThat(instance.failures()).isEmpty();
    rebalances += instance.rebalances();
  }
}
