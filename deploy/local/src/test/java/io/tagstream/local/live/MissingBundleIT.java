package io.tagstream.local.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.LocalCluster;
import io.tagstream.local.live.Depot.Mood;
import io.tagstream.local.live.PackedModel.Weights;
import io.tagstream.local.live.Stage.Replay;
import io.tagstream.topology.config.TaggingConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A replay comes to texts whose model cannot be had: it is in no cache, and its source is away. The
 * texts wait, and are tagged by that model once the source is back.
 */
class MissingBundleIT {
  private static final String ONE = "one";

  @Test
  void shouldWaitForTheModelOfATextOfThePast(@TempDir Path directory) throws Exception {
    try (LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary());
        Depot depot = new Depot(directory.resolve("models"));
        Stage stage =
            new Stage(
                cluster,
                directory,
                "missing",
                Map.of(
                    TaggingConfig.MODEL_SOURCES,
                    depot.root().toString(),
                    // A thread that was replaced is missed sooner.
                    "main.consumer.session.timeout.ms",
                    "6000"))) {
      PackedModel first = stage.pack("first", Weights.FORWARD);
      PackedModel second = stage.pack("second", Weights.BIDIRECTIONAL);
      try (LiveInstance instance = stage.start(ONE)) {
        goLive(stage, depot, first);
        goLive(stage, depot, second);
        stage.sayMore(50);
        instance.requireAlive();
      }
      stage.assertByTheRule();
      depot.become(Mood.CLOSED, first);
      int asked = depot.requests(first);

      // An instance of another name has a cache of its own.
      try (Replay replay = stage.replay("again", Map.of(TaggingConfig.MODEL_RESIDENT, "0"))) {
        stage.listenUntil(
            "its threads wait and are replaced",
            () ->
                depot.requests(first) > asked + 1
                    && replay.instance().threads().stream()
                        .noneMatch(thread -> thread.endsWith("StreamThread-1")));
        replay.outputs().readAll();
        assertThat(replay.outputs().name(first.digest())).isFalse();
        assertThat(replay.outputs().name(second.digest())).isFalse();
        depot.become(Mood.GENEROUS, first);
        stage.finish(replay);

        stage.assertSame(replay);
        replay.instance().requireAlive();
      }
    }
  }

  private static void goLive(Stage stage, Depot depot, PackedModel model) throws Exception {
    String prepare = stage.commands().prepare(Commands.DEFAULT, model, depot.at(model));
    stage.until(model.name() + " is prepared", () -> stage.isLast(ONE, prepare, "PREPARED"));
    stage.activate(model, ONE);
  }
}
