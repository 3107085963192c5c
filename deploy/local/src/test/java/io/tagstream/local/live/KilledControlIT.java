package io.tagstream.local.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.LocalCluster;
import io.tagstream.local.live.Depot.Mood;
import io.tagstream.local.live.PackedModel.Weights;
import io.tagstream.local.pipeline.Child;
import io.tagstream.topology.config.TaggingConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two instances in processes of their own, one of which is killed while a model goes live, and
 * started again. Both end on the right model, and every text is tagged once and by the model that
 * the control topic says.
 */
class KilledControlIT {
  private static final String ONE = "one";
  private static final String TWO = "two";
  private static final List<String> BOTH = List.of(ONE, TWO);
  private static final long SEED = 20261121;

  private static LocalCluster cluster;

  private final Path directory;
  private final Map<String, Child> processes = new HashMap<>();

  /** When an instance is killed. */
  private enum Moment {
    PREPARED,
    LOADING,
    /** The activation is on the topic, and its time has not come. */
    ACTIVATED
  }

  KilledControlIT(@TempDir Path directory) {
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
  @Execution(ExecutionMode.CONCURRENT)
  void shouldEndOnTheRightModel() throws Exception {
    kill("killed", List.of(Moment.PREPARED, Moment.LOADING, Moment.ACTIVATED));
  }

  @Test
  @Tag("endurance")
  void shouldEndOnTheRightModelAfterManyKills() throws Exception {
    Random random = new Random(SEED);
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      moments.add(Moment.values()[random.nextInt(Moment.values().length)]);
    }
    kill("many", moments);
  }

  private void kill(String name, List<Moment> moments) throws Exception {
    Path models = directory.resolve("models");
    try (Depot depot = new Depot(models);
        Stage stage = stage(name, depot)) {
      BOTH.forEach(instance -> startProcess(stage, instance));
      stage.until(
          "both serve",
          () -> BOTH.stream().allMatch(each -> isActive(stage, each, "configured/default")));
      int number = 0;
      for (Moment moment : moments) {
        Weights weights = number % 2 == 0 ? Weights.FORWARD : Weights.BIDIRECTIONAL;
        PackedModel model = stage.pack("model-" + number, weights);
        String victim = BOTH.get(number / 2 % 2);
        String active = goLive(stage, depot, model, moment, victim);
        stage.until(
            model.name() + " serves on both",
            () -> BOTH.stream().allMatch(each -> isActive(stage, each, active)));
        assertThat(stage.statuses().of(victim, active)).contains("ACTIVE");
        number++;
      }
      stage.sayMore(50);

      assertThat(stage.mistakes(stage.outputs())).isEmpty();
      assertThat(stage.outputs().provisional()).isZero();
      System.out.printf(
          "[killed] seed %d, %,d texts, kills %s%n", SEED, stage.sent().size(), moments);
    } finally {
      processes.values().forEach(Child::close);
    }
  }

  /** Brings a model into force, and kills an instance meanwhile; returns the activation. */
  private String goLive(Stage stage, Depot depot, PackedModel model, Moment moment, String victim)
      throws Exception {
    if (moment == Moment.LOADING) {
      depot.become(Mood.SLOW, model);
    }
    String prepare = stage.commands().prepare(Commands.DEFAULT, model, depot.at(model));
    if (moment == Moment.LOADING) {
      stage.until("both load it", () -> depot.requests(model) == BOTH.size());
      process(victim).kill();
      depot.become(Mood.GENEROUS, model);
      startProcess(stage, victim);
    }
    stage.until(
        model.name() + " is prepared on both",
        () -> BOTH.stream().allMatch(each -> stage.isLast(each, prepare, "PREPARED")));
    if (moment == Moment.PREPARED) {
      process(victim).kill();
    }
    String active = stage.commands().activate(model, Stage.soon());
    if (moment == Moment.ACTIVATED) {
      process(victim).kill();
    }
    if (moment != Moment.LOADING) {
      startProcess(stage, victim);
    }
    return active;
  }

  private void startProcess(Stage stage, String instance) {
    processes.put(instance, stage.application().startProcess(instance));
  }

  private Child process(String instance) {
    return Objects.requireNonNull(processes.get(instance), instance);
  }

  private static boolean isActive(Stage stage, String instance, String commandId) {
    return stage.isLast(instance, commandId, "ACTIVE");
  }

  private Stage stage(String name, Depot depot) {
    return new Stage(
        cluster, directory, name, Map.of(TaggingConfig.MODEL_SOURCES, depot.root().toString()));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shouldNotBeginBeforeTheModelInForceIsThere() throws Exception {
    try (Depot depot = new Depot(directory.resolve("models"));
        Stage stage = stage("away", depot)) {
      PackedModel model = stage.pack("model", Weights.FORWARD);
      try (LiveInstance instance = stage.start(ONE)) {
        String prepare = stage.commands().prepare(Commands.DEFAULT, model, depot.at(model));
        stage.until("it is prepared", () -> stage.isLast(ONE, prepare, "PREPARED"));
        stage.activate(model, ONE);
        stage.answerAll();
        instance.requireAlive();
      }
      int before = stage.outputs().count();
      depot.become(Mood.CLOSED, model);
      startProcess(stage, TWO);
      stage.say(50);
      stage.listenUntil(
          "it says that it waits",
          () -> stage.application().hasSaid(TWO, "Waiting until the models"));
      stage.outputs().readAll();
      assertThat(stage.outputs().count()).isEqualTo(before);
      assertThat(stage.application().hasSaid(TWO, "503")).isTrue();
      assertThat(stage.application().hasSaid(TWO, "Tagging with")).isFalse();

      depot.become(Mood.GENEROUS, model);
      stage.answerAll();

      stage.assertByTheRule();
      assertThat(stage.application().hasSaid(TWO, "Tagging with model 1.0.0")).isTrue();
      assertThat(process(TWO).isAlive()).isTrue();
    } finally {
      processes.values().forEach(Child::close);
    }
  }
}
