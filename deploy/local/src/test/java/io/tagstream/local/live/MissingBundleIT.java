package io.tagstream.local.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.LocalCluster;
import io.tagstream.local.live.Depot.Mood;
import io.tagstream.local.live.PackedModel.Weights;
import io.tagstream.topology.config.TaggingConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model of the past is in no cache any more, and its source is away, or was named wrongly since:
 * texts wait until it can be had, and are tagged by no other.
 */
class MissingBundleIT {
  private static final String ONE = "one";
  private static final String TWO = "two";

  @Test
  @Tag("endurance")
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
      try (Replay replay =
          stage.application().replay("again", Map.of(TaggingConfig.MODEL_RESIDENT, "0"))) {
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

        replay.assertLike(stage.outputs());
        replay.instance().requireAlive();
      }
    }
  }

  @Test
  void shouldHaveAModelFromWhereItLayBefore(@TempDir Path directory) throws Exception {
    try (LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary());
        Stage stage = new Stage(cluster, directory, "twice", Map.of())) {
      PackedModel model = stage.pack("model", Weights.FORWARD);
      String active;
      try (LiveInstance instance = stage.start(ONE)) {
        stage.prepare(model, ONE);
        active = stage.activate(model, ONE);
        URI elsewhere = directory.resolve("elsewhere.tar.gz").toUri();
        String wrong = stage.commands().prepare(Commands.DEFAULT, model, elsewhere);
        stage.until("it is answered", () -> stage.statuses().of(ONE, wrong).size() > 1);
        stage.answerAll();
        instance.requireAlive();
      }

      // It has fetched nothing yet, and the last command about the model names a wrong place.
      try (LiveInstance instance = stage.start(TWO)) {
        stage.until("the model serves again", () -> stage.isLast(TWO, active, "ACTIVE"));
        stage.sayMore(50);
        instance.requireAlive();
      }
      stage.assertByTheRule();
    }
  }

  private static void goLive(Stage stage, Depot depot, PackedModel model) throws Exception {
    String prepare = stage.commands().prepare(Commands.DEFAULT, model, depot.at(model));
    stage.until(model.name() + " is prepared", () -> stage.isLast(ONE, prepare, "PREPARED"));
    stage.activate(model, ONE);
  }
}
