package io.tagstream.local.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.app.Main;
import io.tagstream.app.run.Settings;
import io.tagstream.app.run.StopSignal;
import io.tagstream.app.run.StreamsProcess;
import io.tagstream.app.run.Topics;
import io.tagstream.local.LocalCluster;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelState;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.control.ModelControl;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The commands about models as a user types them. Each test has an application of its own. */
class ModelCommandsIT {
  /** The one that runs hears of a second one with its next heartbeat. */
  private static final String HEARTBEAT = "main.consumer.heartbeat.interval.ms";

  private static final String OFTEN_MS = "200";

  private static LocalCluster cluster;
  private static Admin admin;

  /** One for all instances: whoever gives signals back gives them to the one before. */
  private static StopSignal stop;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path directory;
  private Path configured;
  private String application = "";

  /** What is to be closed, the last one first. */
  private final Deque<Runnable> running = new ArrayDeque<>();

  @BeforeAll
  static void startCluster() {
    cluster = LocalCluster.start(LocalCluster.Options.temporary());
    admin = Admin.create(cluster.clientSettings());
    stop = StopSignal.install();
  }

  @AfterAll
  static void stopCluster() {
    stop.close();
    admin.close();
    cluster.close();
  }

  @BeforeEach
  void writeBundle(@TempDir Path directory) throws IOException {
    this.directory = directory;
    configured = TinyBundles.write(directory.resolve("tiny-1"), "1.0.0");
  }

  @AfterEach
  void stopInstances() {
    running.forEach(Runnable::run);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shouldBringAModelIntoForceAndBack() throws Exception {
    Path bundle = TinyBundles.write(directory.resolve("tiny-2"), "2.0.0");
    Path models = Files.createDirectories(directory.resolve("models"));
    Path config =
        application("live", Map.of(TaggingConfig.MODEL_SOURCES, models.toUri().toString()));
    start(config);
    assertThat(run(config, "push", bundle.toString(), "--to", models.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("location  file:/", "tiny 2.0.0", "on 1 of 1 instances");
    assertThat(run(config, "activate", "tiny:2.0.0")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("live-1", "ACTIVE", "tiny 2.0.0", "serves route default");
    JsonNode status = json(config, "status");
    assertThat(status.at("/routes/0/inForce/version").asText()).isEqualTo("2.0.0");
    assertThat(status.at("/instances/0/agrees").asBoolean()).isTrue();

    assertThat(run(config, "retire", "tiny")).isOne();
    assertThat(err.toString()).contains("IN_USE");
    assertThat(run(config, "rollback")).as(err.toString()).isZero();
    assertThat(err.toString()).contains("from tiny 2.0.0 to tiny 1.0.0");
    assertThat(run(config, "rollback")).isOne();
    assertThat(err.toString()).contains("NOTHING_BEFORE");
    assertThat(json(config, "retire", "tiny").at("/reached").asBoolean()).isTrue();
    assertThat(json(config, "status", "--history").at("/history")).hasSize(4);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shouldTellWhyAnInstanceRefusedABundle() throws Exception {
    Path bundle = TinyBundles.write(directory.resolve("tiny-2"), "2.0.0");
    Path config = application("strict", Map.of());
    start(config);
    assertThat(run(config, "prepare", bundle.toString())).isOne();
    assertThat(err.toString()).contains("strict-1 refused it, SOURCE_NOT_ALLOWED");
    assertThat(run(config, "activate", "tiny")).isOne();
    assertThat(err.toString()).contains("strict-1 refused it", "--force");
    assertThat(out.toString()).doesNotContain("ACTIVE");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shouldFindInstancesThatUseTheProtocolOfStreams() throws Exception {
    Path config = application("streams", Map.of("group.protocol", "streams"));
    start(config);
    assertThat(json(config, "status").at("/instances/0/instance").asText()).isEqualTo("streams-1");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shouldNameInstancesThatRefuseOrAreSilent() throws Exception {
    Path bundle = TinyBundles.write(directory.resolve("tiny-2"), "2.0.0");
    Path config = application("mixed", Map.of());
    script("a", ScriptedInstance.WILLING);
    script("b", ScriptedInstance.REFUSING);
    script("c", ScriptedInstance.SILENT);
    awaitMembers(3);
    assertThat(run(config, "prepare", bundle.toString(), "--timeout", "2")).isOne();
    assertThat(err.toString())
        .contains("found 2 that have not")
        .contains("b refused it, GOLDEN_MISMATCH: it says something else about example 3")
        .contains("c said nothing within 2 s.")
        .doesNotContain("  a said", "  a refused");
    // The silent one is asked again, but nothing is activated.
    assertThat(run(config, "activate", "tiny", "--timeout", "1")).isOne();
    assertThat(actions(config)).containsExactly("PREPARE", "PREPARE");

    assertThat(run(config, "activate", "tiny", "--force", "--timeout", "1")).isOne();
    assertThat(actions(config)).containsExactly("PREPARE", "PREPARE", "ACTIVATE");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shouldAskAnInstanceThatHasBegunSince() throws Exception {
    Path models = Files.createDirectories(directory.resolve("models"));
    String sources = models.toUri().toString();
    Path bundle = TinyBundles.write(models.resolve("tiny-2"), "2.0.0");
    Map<String, String> first = Map.of(TaggingConfig.MODEL_SOURCES, sources, HEARTBEAT, OFTEN_MS);
    Path config = application("young", first);
    start(config);
    assertThat(run(config, "activate", bundle.toString())).as(err.toString()).isZero();
    assertThat(run(config, "rollback")).as(err.toString()).isZero();
    Map<String, String> later =
        Map.of(
            TaggingConfig.MODEL_SOURCES,
            sources,
            HEARTBEAT,
            OFTEN_MS,
            "client.id",
            "young-2",
            "state.dir",
            directory.resolve("later").toString());
    start(application("young", later));

    assertThat(json(config, "activate", "tiny").at("/instances")).hasSize(2);
    assertThat(err.toString()).contains("Preparing tiny 2.0.0 again", "young-2: PREPARED");
    assertThat(actions(config))
        .containsExactly("PREPARE", "ACTIVATE", "ROLLBACK", "PREPARE", "ACTIVATE");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shouldNotWaitForATimeThatIsFarAhead() throws Exception {
    Path bundle = TinyBundles.write(directory.resolve("tiny-2"), "2.0.0");
    Path config = application("ahead", Map.of());
    Function<ModelCommand, List<ModelState>> accepting = command -> List.of(ModelState.PREPARED);
    script("a", accepting);
    awaitMembers(1);
    JsonNode result = json(config, "activate", bundle.toString(), "--at", "2999-01-01T00:00Z");

    assertThat(result.at("/goal").asText()).isEqualTo("PREPARED");
    assertThat(result.at("/effectiveFrom").asText()).isEqualTo("2999-01-01T00:00:00Z");
    assertThat(run(config, "activate", "tiny", "--at", "2001-01-01T00:00Z")).isOne();
    assertThat(err.toString()).contains("LATE");
    assertThat(json(config, "status", "--history").at("/history")).hasSize(2);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shouldSayThatNobodyRuns() throws Exception {
    Path bundle = TinyBundles.write(directory.resolve("tiny-2"), "2.0.0");
    Path config = application("nobody", Map.of());

    assertThat(run(config, "prepare", bundle.toString())).as(err.toString()).isZero();
    assertThat(err.toString()).contains("No instance of application nobody runs now");
    assertThat(run(config, "activate", "tiny")).isOne();
    assertThat(err.toString()).contains("found none that runs", "--force");
    assertThat(run(config, "activate", "tiny", "--force")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("no instance runs now");
    assertThat(run(config, "status")).isZero();
    assertThat(out.toString()).contains("tiny 2.0.0", "No instance runs.");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shouldSayThatTwoProcessesCannotBeToldApart() throws Exception {
    Path config = application("twins", Map.of());
    script("twin", ScriptedInstance.WILLING);
    script("twin", ScriptedInstance.WILLING);
    awaitMembers(2);
    assertThat(run(config, "status")).isZero();
    assertThat(out.toString()).contains("several processes by this name");
    Path bundle = TinyBundles.write(directory.resolve("tiny-2"), "2.0.0");
    assertThat(run(config, "prepare", bundle.toString())).isZero();
    assertThat(err.toString()).contains("Several processes go by client id twin", "client.id");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shouldSayHowToMakeTheTopics() throws Exception {
    Path config = write("topicless", Map.of());

    assertThat(run(config, "status")).isOne();
    assertThat(err.toString()).contains("topicless-control", "no such topic", "kafka-topics.sh");
  }

  /** Starts an instance as {@code run} does. */
  private void start(Path config) throws InterruptedException {
    Settings settings = Settings.read(config);
    ModelControl models = ModelControl.start(settings.tagging());
    running.push(models::close);
    models.awaitReady();
    StreamsProcess streams = StreamsProcess.start(settings, models, stop);
    running.push(streams::close);
    streams.awaitRunning(Duration.ofSeconds(60));
  }

  private void script(String name, Function<ModelCommand, List<ModelState>> script) {
    ScriptedInstance instance =
        ScriptedInstance.start(cluster.clientSettings(), application, name, script);
    running.push(instance::close);
  }

  /** Waits until so many are in the group. */
  private void awaitMembers(int count) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    int members = 0;
    while (members != count && System.nanoTime() < deadline) {
      try {
        members =
            admin
                .describeConsumerGroups(List.of(application))
                .all()
                .get()
                .values()
                .iterator()
                .next()
                .members()
                .size();
      } catch (ExecutionException e) {
        members = 0; // no such group yet
      }
    }
    assertThat(members).isEqualTo(count);
  }

  /** Makes the settings and the topics of an application. */
  private Path application(String name, Map<String, String> more) throws IOException {
    Path config = write(name, more);
    Settings settings = Settings.read(config);
    new Topics(settings).create(Topics.of(settings.tagging()), Optional.of(1));
    return config;
  }

  private Path write(String name, Map<String, String> more) throws IOException {
    application = name;
    Map<String, Object> settings = new TreeMap<>(cluster.clientSettings());
    settings.put("application.id", name);
    settings.put("client.id", name + "-1");
    settings.put("state.dir", directory.resolve("state").toString());
    settings.put(TaggingConfig.MODEL_BUNDLE, configured.toString());
    settings.put(TaggingConfig.MODEL_CONTROL_TOPIC, name + "-control");
    settings.put(TaggingConfig.MODEL_STATUS_TOPIC, name + "-status");
    settings.put(TaggingConfig.MODEL_CACHE_DIR, directory.resolve("cache").toString());
    settings.put(TaggingConfig.MODEL_LEAD, "PT1S");
    settings.putAll(more);
    Properties properties = new Properties();
    properties.putAll(settings);
    Path file = directory.resolve(name + ".properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return file;
  }

  private List<String> actions(Path config) throws IOException {
    return json(config, "status", "--history").at("/history").findValuesAsText("action");
  }

  private JsonNode json(Path config, String command, String... more) throws IOException {
    String[] arguments = Arrays.copyOf(more, more.length + 2);
    arguments[more.length] = "--format";
    arguments[more.length + 1] = "json";
    assertThat(run(config, command, arguments)).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private int run(Path config, String command, String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] arguments = new String[more.length + 4];
    arguments[0] = "model";
    arguments[1] = command;
    arguments[2] = "--config";
    arguments[3] = config.toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }
}
