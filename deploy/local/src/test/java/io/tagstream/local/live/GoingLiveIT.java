package io.tagstream.local.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.LocalCluster;
import io.tagstream.local.live.Outputs.Output;
import io.tagstream.local.live.PackedModel.Weights;
import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.ModelAction;
import io.tagstream.topology.config.TaggingConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Models go live under texts that keep coming, by commands good and bad. */
class GoingLiveIT {
  private static final String ONE = "one";

  private static LocalCluster cluster;

  private final Path directory;

  GoingLiveIT(@TempDir Path directory) {
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

  private Stage stage(String name, Map<String, String> settings) {
    return new Stage(cluster, directory, name, settings);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shouldTagEachTextByTheModelOfItsTime() throws Exception {
    try (Stage stage = stage("live", Map.of());
        LiveInstance instance = stage.start(ONE)) {
      stage.until("texts are answered before any command", () -> stage.outputs().count() > 50);
      PackedModel first = stage.pack("first", Weights.FORWARD);
      PackedModel second = stage.pack("second", Weights.BIDIRECTIONAL);

      String prepared = stage.prepare(first, ONE);
      String firstActive = stage.activate(first, ONE);
      stage.prepare(second, ONE);
      String secondActive = stage.activate(second, ONE);
      String back = stage.commands().rollBack(Stage.soon());
      stage.until("the first serves again", () -> stage.isLast(ONE, back, "ACTIVE"));
      String retired = stage.commands().retire(second);
      String notRetired = stage.commands().retire(first);
      stage.until("commands are answered", () -> !stage.statuses().last(ONE, notRetired).isEmpty());
      stage.sayMore(50);

      stage.assertByTheRule();
      assertThat(modelsOf(stage.outputs())).hasSize(3).contains(first.digest(), second.digest());
      Statuses said = stage.statuses();
      assertThat(said.of(ONE, "configured/default")).containsExactly("ACTIVE", "PREPARED");
      assertThat(said.of(ONE, prepared)).containsExactly("PREPARING", "PREPARED");
      assertThat(said.of(ONE, firstActive)).containsExactly("PREPARED", "ACTIVE", "PREPARED");
      assertThat(said.of(ONE, secondActive)).containsExactly("PREPARED", "ACTIVE", "PREPARED");
      assertThat(said.of(ONE, back)).containsExactly("PREPARED", "ACTIVE");
      assertThat(said.of(ONE, retired)).containsExactly("RETIRED");
      assertThat(said.of(ONE, notRetired)).containsExactly("REJECTED IN_USE");
      instance.requireAlive();
    }
  }

  private static Set<String> modelsOf(Outputs outputs) {
    return outputs.byPlace().values().stream()
        .flatMap(List::stream)
        .filter(output -> output.tagged() != null)
        .map(Output::model)
        .collect(Collectors.toSet());
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shouldSayWhatIsWrongWithCommandsAndServeOn() throws Exception {
    try (Stage stage = stage("wrong", Map.of());
        LiveInstance instance = stage.start(ONE)) {
      Commands commands = stage.commands();
      PackedModel first = stage.pack("first", Weights.FORWARD);
      PackedModel elsewhere = stage.pack("elsewhere", Weights.FORWARD);
      final String neverPrepared = commands.activate(first, Stage.soon());
      final String nothingBefore = commands.rollBack(Stage.soon());
      long garbage = commands.sendBytes("{}".getBytes(StandardCharsets.UTF_8));
      long unknownSchema = commands.sendBytes(new byte[] {0, 0, 0, 127, 127, 2});
      long otherSchema = commands.sendBytes(commands.somethingElse());
      long nothing = commands.sendBytes(null);
      final String unknownRoute = commands.prepare("nobody", first, first.location());
      final String noModel =
          commands.send(commands.command(ModelAction.ACTIVATE, null).setEffectiveFrom(1L));
      final String noTime = commands.send(commands.command(ModelAction.ACTIVATE, first));
      final String noLocation = commands.send(commands.command(ModelAction.PREPARE, first));
      final String unknownAction = commands.send(commands.command(ModelAction.UNKNOWN, first));
      final String notAllowed =
          commands.prepare(
              Commands.DEFAULT, elsewhere, directory.resolve("nowhere.tar.gz").toUri());
      stage.until(
          "the last command is answered",
          () -> stage.isLast(ONE, notAllowed, "REJECTED SOURCE_NOT_ALLOWED"));
      String prepare = stage.prepare(first, ONE);
      String late = commands.activate(first, System.currentTimeMillis() + 10);
      stage.until("the late one is answered", () -> stage.isLast(ONE, late, "REJECTED LATE"));
      String active = stage.activate(first, ONE);
      commands.send(
          commands.command(ModelAction.ACTIVATE, elsewhere).setId(active).setEffectiveFrom(1L));
      stage.until(
          "a repeated one is answered again", () -> stage.statuses().of(ONE, active).size() > 2);
      stage.sayMore(50);

      Statuses said = stage.statuses();
      Map<String, String> expected =
          Map.ofEntries(
              Map.entry(neverPrepared, "NOT_PREPARED"),
              Map.entry(nothingBefore, "NOTHING_BEFORE"),
              Map.entry("offset/" + garbage, "UNREADABLE_COMMAND"),
              Map.entry("offset/" + unknownSchema, "UNREADABLE_COMMAND"),
              Map.entry("offset/" + otherSchema, "UNREADABLE_COMMAND"),
              Map.entry("offset/" + nothing, "UNREADABLE_COMMAND"),
              Map.entry(unknownRoute, "UNKNOWN_ROUTE"),
              Map.entry(noModel, "MALFORMED"),
              Map.entry(noTime, "MALFORMED"),
              Map.entry(noLocation, "MALFORMED"),
              Map.entry(unknownAction, "UNKNOWN_ACTION"));
      expected.forEach(
          (id, reason) ->
              assertThat(said.of(ONE, id)).as(id).containsExactly("REJECTED " + reason));
      assertThat(said.of(ONE, notAllowed))
          .containsExactly("PREPARING", "REJECTED SOURCE_NOT_ALLOWED");
      assertThat(said.of(ONE, prepare)).containsExactly("PREPARING", "PREPARED");
      assertThat(said.of(ONE, active)).containsExactly("PREPARED", "ACTIVE", "ACTIVE");
      stage.assertByTheRule();
      assertThat(stage.outputs().name(first.digest())).isTrue();
      instance.requireAlive();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shouldTagEachTextByTheModelOfItsRoute() throws Exception {
    Map<String, String> routes =
        Map.of(
            TaggingConfig.MODEL_ROUTES,
            Commands.DEFAULT + "," + Texts.SECOND_ROUTE,
            TaggingConfig.MODEL_ROUTE_HEADER,
            Texts.ROUTE_HEADER,
            TaggingConfig.MODEL_ROUTE_ATTRIBUTE,
            Texts.ROUTE_ATTRIBUTE);
    try (Stage stage = stage("routes", routes);
        LiveInstance instance = stage.start(ONE)) {
      PackedModel model = stage.pack("only-second", Weights.FORWARD);
      String prepared = stage.commands().prepare(Texts.SECOND_ROUTE, model, model.location());
      stage.until("it is prepared", () -> stage.isLast(ONE, prepared, "PREPARED"));
      // What is prepared on one route is not on another.
      String elsewhere = stage.commands().activate(model, Stage.soon());
      String active = stage.commands().activate(Texts.SECOND_ROUTE, model, Stage.soon());
      stage.until("it is active", () -> stage.isLast(ONE, active, "ACTIVE"));
      stage.sayMore(60);

      stage.assertByTheRule();
      assertThat(stage.statuses().of(ONE, elsewhere)).containsExactly("REJECTED NOT_PREPARED");
      assertThat(modelsOf(stage.outputs())).hasSize(2);
      Map<DeadLetterReason, Long> dead =
          stage.outputs().byPlace().values().stream()
              .map(outputs -> outputs.get(0).reason())
              .filter(reason -> reason != null)
              .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
      assertThat(dead).containsKeys(DeadLetterReason.UNKNOWN_ROUTE);
      instance.requireAlive();
    }
  }
}
