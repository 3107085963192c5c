package io.tagstream.local.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.LocalCluster;
import io.tagstream.local.live.PackedModel.Weights;
import io.tagstream.local.live.Texts.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * An application, somebody who sends it texts and commands, and all that is said in answer. Belongs
 * to one thread.
 */
final class Stage implements AutoCloseable {
  /** What a sender of commands should allow for the way to the topic. */
  private static final Duration WAY = Duration.ofSeconds(1);

  /** How long a test waits for what must come; reached only if it fails. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Texts sent and not answered yet, at most. */
  private static final int AHEAD = 400;

  private static final int AT_ONCE = 5;
  private static final Duration A_MOMENT = Duration.ofMillis(20);

  private final Application application;
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
    application = new Application(cluster, directory, name, settings);
    application.makeTopics();
    Map<String, Object> client = cluster.clientSettings();
    commands = new Commands(client, application.topic("model-control"));
    texts = new Texts(client, application.topic("text-events"), application.hasRoutes());
    statuses = new Statuses(client, application.topic("model-status"), Texts.PARTITIONS);
    outputs = application.outputsOf(name);
  }

  Application application() {
    return application;
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

  /** Starts an instance in this JVM. */
  LiveInstance start(String instance) throws InterruptedException {
    return application.start(instance);
  }

  /** Makes a model that instances may fetch. */
  PackedModel pack(String model, Weights weights) throws Exception {
    return PackedModel.pack(application.models(), model, weights);
  }

  /** Prepares a model and waits until an instance has; texts go on meanwhile. */
  String prepare(PackedModel model, String instance) throws Exception {
    String id = commands.prepare(model);
    until(model.name() + " is prepared", () -> isLast(instance, id, "PREPARED"));
    return id;
  }

  /** Returns a time from which on an activation sent now can hold, in milliseconds since epoch. */
  static long soon() {
    return System.currentTimeMillis() + Application.LEAD.plus(WAY).toMillis();
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
    sayAhead(count, Duration.ZERO);
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
   * Fails unless each text has become one record, by the model that the control topic says, and
   * none of them provisionally.
   */
  void assertByTheRule() throws Exception {
    assertThat(mistakes(outputs)).isEmpty();
    assertThat(outputs.provisional()).isZero();
  }

  /** Returns what is wrong with outputs; the model of a provisional one is not looked at. */
  List<String> mistakes(Outputs found) throws Exception {
    return new Judge(application).mistakes(texts.sent(), found);
  }

  @Override
  public void close() {
    outputs.close();
    statuses.close();
    texts.close();
    commands.close();
  }
}
