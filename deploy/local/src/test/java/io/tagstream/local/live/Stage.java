package io.tagstream.local.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.app.run.Settings;
import io.tagstream.app.run.Topics;
import io.tagstream.local.LocalCluster;
import io.tagstream.local.live.Outputs.Output;
import io.tagstream.local.live.Outputs.Place;
import io.tagstream.local.live.PackedModel.Weights;
import io.tagstream.local.live.Texts.Sent;
import io.tagstream.local.pipeline.Child;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import io.tagstream.topology.config.TaggingConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Topics of an application, somebody who sends texts and commands, and all that is said in answer.
 * Belongs to one thread.
 */
final class Stage implements AutoCloseable {
  /** How long before it holds an activation must be known. */
  static final Duration LEAD = Duration.ofSeconds(1);

  /** What a sender of commands should allow for the way to the topic. */
  private static final Duration WAY = Duration.ofSeconds(1);

  /** How long a test waits for what must come; reached only if it fails. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Texts sent and not answered yet, at most. */
  private static final int AHEAD = 400;

  private static final int AT_ONCE = 5;
  private static final Duration A_MOMENT = Duration.ofMillis(20);

  private final LocalCluster cluster;
  private final Path directory;
  private final String name;
  private final Map<String, String> settings;
  private final Commands commands;
  private final Texts texts;
  private final Statuses statuses;
  private final Outputs outputs;

  /**
   * Makes the topics.
   *
   * @param directory where models and states go
   * @param name of the application, in the names of its topics, too
   * @param settings what differs from the presets, on every instance
   */
  Stage(LocalCluster cluster, Path directory, String name, Map<String, String> settings) {
    this.cluster = cluster;
    this.directory = directory;
    this.name = name;
    this.settings = settings;
    Settings checked = Settings.of(settings("topics"));
    Topics topics = new Topics(checked);
    topics.create(Topics.of(checked.tagging()), Optional.of(Texts.PARTITIONS));
    topics.requireControl();
    Map<String, Object> client = cluster.clientSettings();
    commands = new Commands(client, topic("model-control"));
    texts =
        new Texts(client, topic("text-events"), settings.containsKey(TaggingConfig.MODEL_ROUTES));
    statuses = new Statuses(client, topic("model-status"), Texts.PARTITIONS);
    outputs = outputsOf(name);
  }

  private String topic(String kind) {
    return name + "-" + kind;
  }

  private Outputs outputsOf(String application) {
    return new Outputs(
        cluster.clientSettings(),
        application + "-tagged-text",
        application + "-dead-letters",
        Texts.PARTITIONS);
  }

  /** Returns the settings of an instance. */
  Map<String, Object> settings(String instance) {
    Map<String, Object> all = new TreeMap<>(cluster.clientSettings());
    all.put("application.id", name);
    all.put("client.id", instance);
    all.put("state.dir", directory.resolve(instance).resolve("state").toString());
    all.put(TaggingConfig.INPUT_TOPICS, topic("text-events"));
    all.put(TaggingConfig.OUTPUT_TOPIC, topic("tagged-text"));
    all.put(TaggingConfig.DEAD_LETTER_TOPIC, topic("dead-letters"));
    all.put(TaggingConfig.MODEL_CONTROL_TOPIC, topic("model-control"));
    all.put(TaggingConfig.MODEL_STATUS_TOPIC, topic("model-status"));
    all.put(TaggingConfig.MODEL_BUNDLE, Weights.BIDIRECTIONAL.directory().toString());
    all.put(TaggingConfig.MODEL_SOURCES, models().toUri().toString());
    all.put(TaggingConfig.MODEL_CACHE_DIR, cache(instance).toString());
    all.put(TaggingConfig.MODEL_LEAD, LEAD.toString());
    // A busy machine is no reason for a provisional answer.
    all.put(TaggingConfig.MODEL_WAIT, "PT8S");
    all.put("main.consumer.heartbeat.interval.ms", "200");
    all.putAll(settings);
    return all;
  }

  /** Starts an instance in this JVM. */
  LiveInstance start(String instance) throws InterruptedException {
    return LiveInstance.start(settings(instance));
  }

  /** Starts an instance in a process of its own; it takes the place of one that was killed. */
  Child startProcess(String instance) {
    try {
      return Child.run(settingsFile(instance), log(instance));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path settingsFile(String instance) throws IOException {
    Properties properties = new Properties();
    settings(instance).forEach((key, value) -> properties.put(key, value.toString()));
    // A static member takes its old place over at once, without waiting for a session to expire.
    properties.put("group.instance.id", instance);
    properties.put("producer.transaction.timeout.ms", "3000");
    Path home = Files.createDirectories(directory.resolve(instance));
    Path file = home.resolve("application.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return file;
  }

  private Path log(String instance) {
    return directory.resolve(instance).resolve("log");
  }

  /** Returns whether an instance in a process of its own has said something. */
  boolean hasSaid(String instance, String words) {
    try {
      return Files.readString(log(instance)).contains(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lets another application read the same texts and commands, from the beginning, with nothing
   * tagged ahead.
   *
   * @param application its name
   * @param more settings that differ
   */
  Replay replay(String application, Map<String, String> more) throws InterruptedException {
    Map<String, Object> all = settings(application);
    all.put("application.id", application);
    all.put(TaggingConfig.OUTPUT_TOPIC, application + "-tagged-text");
    all.put(TaggingConfig.DEAD_LETTER_TOPIC, application + "-dead-letters");
    all.put(TaggingConfig.SPECULATION_ENABLED, "false");
    all.putAll(more);
    new Topics(Settings.of(all))
        .create(
            List.of(application + "-tagged-text", application + "-dead-letters"),
            Optional.of(Texts.PARTITIONS));
    Outputs replayed = outputsOf(application);
    return new Replay(LiveInstance.start(all), replayed);
  }

  /**
   * An application that reads all again.
   *
   * @param instance the only one
   * @param outputs what it says
   */
  record Replay(LiveInstance instance, Outputs outputs) implements AutoCloseable {
    @Override
    public void close() {
      instance.close();
      outputs.close();
    }
  }

  /** Waits until a replay has answered all texts. */
  void finish(Replay replay) {
    listenUntil(
        "all texts are answered again",
        () -> {
          replay.outputs().poll(A_MOMENT);
          return replay.outputs().count() >= texts.sent().size();
        });
    replay.outputs().readAll();
  }

  /**
   * Fails unless a replay says the same as the application did, byte for byte, but for what that
   * said provisionally.
   */
  void assertSame(Replay replay) {
    Map<Place, List<Output>> again = replay.outputs().byPlace();
    assertThat(again.keySet()).isEqualTo(outputs.byPlace().keySet());
    outputs
        .byPlace()
        .forEach(
            (place, found) -> {
              if (!found.get(0).provisional()) {
                assertThat(again.get(place)).as("replay of " + place).isEqualTo(found);
              }
            });
  }

  /** Returns how many texts a replay has tagged with another model. */
  long countOfOtherModels(Replay replay) {
    return outputs.byPlace().keySet().stream()
        .filter(place -> !replay.outputs().modelAt(place).equals(outputs.modelAt(place)))
        .count();
  }

  /** Where models lie that instances may fetch. */
  Path models() {
    return directory.resolve("models");
  }

  /** Where an instance keeps what it fetched. */
  private Path cache(String instance) {
    return directory.resolve(instance).resolve("cache");
  }

  /** Makes a model that instances may fetch. */
  PackedModel pack(String model, Weights weights) throws Exception {
    return PackedModel.pack(models(), model, weights);
  }

  Commands commands() {
    return commands;
  }

  Statuses statuses() {
    return statuses;
  }

  Outputs outputs() {
    return outputs;
  }

  List<Sent> sent() {
    return texts.sent();
  }

  /** Prepares a model and waits until an instance has; texts go on meanwhile. */
  String prepare(PackedModel model, String instance) throws Exception {
    String id = commands.prepare(model);
    until(model.name() + " is prepared", () -> isLast(instance, id, "PREPARED"));
    return id;
  }

  /** Returns a time from which on an activation sent now can hold, in milliseconds since epoch. */
  static long soon() {
    return System.currentTimeMillis() + LEAD.plus(WAY).toMillis();
  }

  /** Brings a prepared model into force, and waits until an instance serves it; texts go on. */
  String activate(PackedModel model, String instance) throws Exception {
    String id = commands.activate(model, soon());
    until(model.name() + " is active", () -> isLast(instance, id, "ACTIVE"));
    return id;
  }

  boolean isLast(String instance, String commandId, String words) {
    return statuses.last(instance, commandId).equals(words);
  }

  /** Sends texts, and listens, until something is so. */
  void until(String what, BooleanSupplier condition) {
    await(what, condition, true);
  }

  /** Listens until something is so; sends nothing. */
  void listenUntil(String what, BooleanSupplier condition) {
    await(what, condition, false);
  }

  private void await(String what, BooleanSupplier condition, boolean sending) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      if (sending && texts.sent().size() - outputs.count() < AHEAD) {
        say(AT_ONCE);
      }
      outputs.poll(A_MOMENT);
      statuses.poll(Duration.ZERO);
    }
    assertThat(condition.getAsBoolean()).as("%s; said: %s", what, statuses.all()).isTrue();
  }

  /** Sends texts of a time to come. */
  void sayAhead(int count, Duration ahead) {
    for (int i = 0; i < count; i++) {
      texts.send(System.currentTimeMillis() + ahead.toMillis());
    }
  }

  /** Sends texts of now. */
  void say(int count) {
    for (int i = 0; i < count; i++) {
      texts.send(System.currentTimeMillis());
    }
  }

  /** Sends a few more texts, and waits until all are answered. */
  void sayMore(int count) {
    say(count);
    answerAll();
  }

  /** Waits until all texts are answered. */
  void answerAll() {
    listenUntil("all texts are answered", () -> outputs.count() >= texts.sent().size());
    outputs.readAll();
  }

  /**
   * Fails unless each text has become one record, by the model that the control topic says, and
   * none of them provisionally.
   */
  void assertByTheRule() throws Exception {
    assertThat(againstTheRule(outputs)).isEmpty();
    assertThat(provisional(outputs)).isZero();
  }

  static long provisional(Outputs outputs) {
    return outputs.byPlace().values().stream()
        .flatMap(List::stream)
        .filter(Output::provisional)
        .count();
  }

  /** Returns what is wrong with outputs; the model of a provisional one is not looked at. */
  List<String> againstTheRule(Outputs found) throws Exception {
    ControlRule rule = rule();
    Map<String, Long> highest = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    Map<Place, List<Output>> byPlace = new TreeMap<>(found.byPlace());
    for (Sent text : texts.sent()) {
      List<Output> outcome = Optional.ofNullable(byPlace.remove(text.place())).orElse(List.of());
      String expected = text.route() == null ? "none" : rule.at(text.route(), time(text, highest));
      if (outcome.size() != 1) {
        wrong.add(text + " has " + outcome.size() + " outputs");
      } else if (!outcome.get(0).provisional() && !outcome.get(0).model().equals(expected)) {
        wrong.add(
            text + " should be tagged by " + expected + " and is by " + outcome.get(0).model());
      }
    }
    byPlace.keySet().forEach(place -> wrong.add(place + " was never sent"));
    return wrong;
  }

  /** Returns the time of a text's model: in a stream, the highest of the texts so far. */
  private long time(Sent text, Map<String, Long> highest) {
    boolean streams = settings.containsKey(TaggingConfig.STREAM_MODE);
    if (!streams || text.key() == null) {
      return text.timestamp();
    }
    String stream = text.route() + " " + text.key();
    long time = highest.merge(stream, text.timestamp(), Math::max);
    if (text.ends()) {
      highest.remove(stream);
    }
    return time;
  }

  /** Reads the control topic. */
  private ControlRule rule() {
    String configured =
        Bundles.open(BundleFiles.inDirectory(Weights.BIDIRECTIONAL.directory())).id().digest();
    ControlRule rule = new ControlRule(configured, LEAD.toMillis());
    try (TopicReader reader = new TopicReader(cluster.clientSettings(), 1, topic("model-control"));
        SpecificAvroSerde<ModelCommand> serde = new SpecificAvroSerde<>(ModelCommand.class)) {
      serde.configure(cluster.clientSettings(), false);
      reader.readAll(record -> add(record, serde, rule));
    }
    return rule;
  }

  private static void add(
      ConsumerRecord<byte[], byte[]> record,
      SpecificAvroSerde<ModelCommand> serde,
      ControlRule rule) {
    ModelCommand command;
    try {
      command = serde.deserializer().deserialize(record.topic(), record.headers(), record.value());
    } catch (RuntimeException unreadable) {
      return;
    }
    if (command != null) {
      rule.add(record.timestamp(), command);
    }
  }

  @Override
  public void close() {
    outputs.close();
    statuses.close();
    texts.close();
    commands.close();
  }
}
