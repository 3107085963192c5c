package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.topology.config.StreamMode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An instance in a process of its own is killed while it tags; another one, which keeps copies of
 * its states, goes on where it had committed. Nothing is lost, doubled or said otherwise.
 */
class PromotedIT {
  /** The place of a killed instance in the group is free when its session has expired. */
  private static final Map<String, String> STANDBY =
      Map.of("num.standby.replicas", "1", "main.consumer.session.timeout.ms", "3000");

  private final Path directory;

  PromotedIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void shouldSayTheSameWhereCopiesTakeOver() throws Exception {
    promote(StreamMode.UTTERANCE, 4_000, 1);
  }

  @Test
  @Tag("endurance")
  void shouldSayTheSameWhereCopiesTakeOverManyTimes() throws Exception {
    promote(StreamMode.FRAGMENT, 100_000, 14);
  }

  private void promote(StreamMode mode, int records, int kills) throws Exception {
    try (Trial trial = new Trial(directory, mode, records)) {
      Map<String, Object> settings = trial.settings("survivor");
      settings.putAll(STANDBY);
      int promotions;
      try (Instance survivor = Trial.start(settings)) {
        for (int kill = 0; kill < kills; kill++) {
          // Before there are events there is nothing to copy.
          trial.answer((kill + 0.3) / kills * 0.9);
          kill(trial, survivor, "killed-" + kill, (kill + 0.7) / kills * 0.9);
        }
        trial.answer(1);
        promotions = survivor.promotions();
        assertThat(survivor.failures()).isEmpty();
      }

      System.out.printf(
          "[promoted] %s: %,d records, %d kills, %d copies took over, %s%n",
          mode, records, kills, promotions, trial.figures());
      trial.assertLikeUndisturbed();
      assertThat(promotions).isGreaterThanOrEqualTo(kills);
      assertThat(trial.figures().used()).isGreaterThan(records / 2);
    }
  }

  /** Lets another instance take half of the partitions over, and kills it while it tags. */
  private static void kill(Trial trial, Instance survivor, String name, double part)
      throws Exception {
    int half = Trial.PARTITIONS / 2;
    try (Child child = trial.startChild(name, STANDBY)) {
      trial.await("each has half, and copies of the rest", () -> survivor.keeps(half, half));
      trial.answer(part);
      child.addFiguresTo(trial.figures());
      child.kill();
    }
  }
}
