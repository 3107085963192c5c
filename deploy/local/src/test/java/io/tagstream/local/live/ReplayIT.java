package io.tagstream.local.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.LocalCluster;
import io.tagstream.local.live.PackedModel.Weights;
import io.tagstream.topology.config.TaggingConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another application reads the same texts and the same commands from the beginning, when all of
 * them have long been there. It says the same as the one for which models came into force while it
 * was at it, byte for byte; but for what that one said provisionally, and flagged.
 */
class ReplayIT {
  private static final String ONE = "one";

  private static final Map<String, String> FRAGMENTS =
      Map.of(TaggingConfig.STREAM_MODE, "fragment");

  /** Every model of the past is opened again when the first of its texts comes. */
  private static final Map<String, String> NONE_KEPT = Map.of(TaggingConfig.MODEL_RESIDENT, "0");

  /** Further than the lead, and than an activation takes. */
  private static final Duration AHEAD = Duration.ofSeconds(6);

  private static LocalCluster cluster;

  private final Path directory;

  ReplayIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeAll
  static void start() {
    cluster = LocalCluster.start(LocalCluster.Options.temporary());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void shouldSayTheSameAboutStreams() throws Exception {
    replay("streams", FRAGMENTS, 1);
  }

  @Test
  @Tag("endurance")
  void shouldSayTheSameAboutTexts() throws Exception {
    replay("texts", Map.of(), 15);
  }

  @Test
  @Tag("endurance")
  void shouldSayTheSameAfterManyModels() throws Exception {
    replay("many-streams", FRAGMENTS, 15);
  }

  private void replay(String name, Map<String, String> settings, int rounds) throws Exception {
    try (Stage stage = new Stage(cluster, directory.resolve(name), name, settings)) {
      try (LiveInstance instance = stage.start(ONE)) {
        PackedModel first = stage.pack("first", Weights.FORWARD);
        PackedModel second = stage.pack("second", Weights.BIDIRECTIONAL);
        stage.until("texts are answered", () -> stage.outputs().count() > 50);
        stage.prepare(first, ONE);
        stage.prepare(second, ONE);
        for (int round = 0; round < rounds; round++) {
          stage.activate(first, ONE);
          stage.activate(second, ONE);
        }
        stage.sayMore(50);
        instance.requireAlive();
      }
      stage.assertByTheRule();
      try (Replay replay = stage.application().replay(name + "-again", NONE_KEPT)) {
        stage.finish(replay);
        replay.assertLike(stage.outputs());
      }
      System.out.printf(
          "[replay] %s: %,d texts, %d activations%n", name, stage.sent().size(), 2 * rounds);
    }
  }

  @Test
  void shouldFlagWhatAReplayMaySayOtherwise() throws Exception {
    Map<String, String> impatient =
        Map.of(TaggingConfig.STREAM_MODE, "fragment", TaggingConfig.MODEL_WAIT, "PT0.05S");
    try (Stage stage = new Stage(cluster, directory, "ahead", impatient)) {
      PackedModel first = stage.pack("first", Weights.FORWARD);
      try (LiveInstance instance = stage.start(ONE)) {
        stage.prepare(first, ONE);
        stage.sayAhead(30, AHEAD);
        long come = System.currentTimeMillis() + AHEAD.toMillis();
        stage.answerAll();
        stage.activate(first, ONE);
        stage.sayMore(700);
        stage.listenUntil("that time has come", () -> System.currentTimeMillis() > come);
        instance.requireAlive();
      }
      assertThat(stage.mistakes(stage.outputs())).isEmpty();
      assertThat(stage.outputs().provisional()).isPositive();
      try (Replay replay = stage.application().replay("ahead-again", NONE_KEPT)) {
        stage.finish(replay);
        assertThat(stage.mistakes(replay.outputs())).isEmpty();
        assertThat(replay.outputs().provisional()).isZero();
        replay.assertLike(stage.outputs());
        // The activation holds for texts that were answered before it was known.
        assertThat(replay.countOfOtherModels(stage.outputs())).isPositive();
      }
    }
  }
}
