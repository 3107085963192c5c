package io.tagstream.topology.control;

import static io.tagstream.topology.control.Commands.CONFIGURED;
import static io.tagstream.topology.control.Commands.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.ModelId;
import io.tagstream.model.Tagger;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.serving.ResidentTaggers;
import io.tagstream.schemas.ModelAction;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelState;
import io.tagstream.schemas.ModelStatus;
import io.tagstream.topology.config.TaggingConfig;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an instance does about commands, and what it says. */
class CommandHandlerTest {
  private static final long SOON = 10_000;

  private final Set<String> bad = ConcurrentHashMap.newKeySet();
  private final List<ModelStatus> said = new CopyOnWriteArrayList<>();
  private final ResidentTaggers residents = new ResidentTaggers(Runnable::run);
  private final ModelOpener opener =
      new ModelOpener(new NamedBundles(this::open), residents, new ModelThreads());
  private final CommandHandler handler =
      new CommandHandler(
          new ModelHistory(new TaggingConfig(Map.of()).models(), CONFIGURED),
          opener,
          residents,
          new Answers("app", "one", InstantSource.fixed(Instant.EPOCH), this::say),
          bundle -> {},
          0);
  private long offset;

  private Tagger open(ModelId model) {
    if (bad.contains(model.name())) {
      throw BundleException.of(Reason.GOLDEN_MISMATCH, model.name(), "A", "B", "train it again");
    }
    return new NamedTagger(model);
  }

  @AfterEach
  void close() {
    opener.close();
    residents.close();
  }

  @Test
  void shouldSayHowAModelComesAndGoes() throws Exception {
    begin();
    send("prepare", ModelAction.PREPARE, "a", null);
    long from = now() + SOON;
    send("activate", ModelAction.ACTIVATE, "a", from);
    tick(from - 1);
    tick(from);
    tick(from + 1);
    send("back", ModelAction.ROLLBACK, null, now() + SOON);
    tick(now() + SOON);
    offset += 20;
    send("retire", ModelAction.RETIRE, "a", null);

    assertSaid(
        "configured/default ACTIVE configured",
        "prepare PREPARING a",
        "prepare PREPARED a",
        "activate PREPARED a",
        "activate ACTIVE a",
        "configured/default PREPARED configured",
        "back PREPARED configured",
        "back ACTIVE configured",
        "activate PREPARED a",
        "retire RETIRED a");
  }

  @Test
  void shouldSayWhyItRefuses() throws Exception {
    begin();
    bad.add("a");
    send("prepare", ModelAction.PREPARE, "a", null);
    long from = now() + SOON;
    send("activate", ModelAction.ACTIVATE, "a", from);
    tick(from);
    send("late", ModelAction.ACTIVATE, "a", now());
    handler.accept(new LoggedCommand(99, 0, null));

    assertSaid(
        "configured/default ACTIVE configured",
        "prepare PREPARING a",
        "prepare REJECTED a GOLDEN_MISMATCH",
        "activate REJECTED a GOLDEN_MISMATCH",
        "activate REJECTED a GOLDEN_MISMATCH",
        "late REJECTED a LATE",
        "offset/99 REJECTED null UNREADABLE_COMMAND");
    assertThat(handler.isReady(from)).as("by the model before").isTrue();
  }

  @Test
  void shouldAnswerARepeatedCommandAgain() throws Exception {
    begin();
    send("prepare", ModelAction.PREPARE, "a", null);
    said.clear();

    send("prepare", ModelAction.PREPARE, "a", null);
    assertSaid("prepare PREPARING a", "prepare PREPARED a");

    long from = now() + SOON;
    send("activate", ModelAction.ACTIVATE, "a", from);
    tick(from);
    said.clear();
    send("activate", ModelAction.ACTIVATE, "a", from);
    assertSaid("activate ACTIVE a");
  }

  @Test
  void shouldSayOnceWhatThePastHasComeTo() throws Exception {
    accept("1", ModelAction.PREPARE, "a", null);
    accept("2", ModelAction.ACTIVATE, "a", now() + 2_000);
    accept("3", ModelAction.PREPARE, "b", null);
    accept("4", ModelAction.ACTIVATE, "b", now() + 2_000);
    accept("5", ModelAction.PREPARE, "c", null);
    accept("late", ModelAction.ACTIVATE, "c", now());
    assertThat(said).isEmpty();

    begin();
    awaitAnswer("5");

    assertThat(words()).containsExactlyInAnyOrder("5 PREPARING c", "5 PREPARED c", "4 ACTIVE b");
    assertThat(residents.contains(model("a").digest())).as("long gone").isFalse();
  }

  @Test
  void shouldOpenAgainWhatIsInForceOrComing() throws Exception {
    begin();
    send("1", ModelAction.PREPARE, "a", null);
    long from = now() + SOON;
    send("2", ModelAction.ACTIVATE, "a", from);
    residents.dismiss(model("a").digest());
    residents.dismiss(CONFIGURED.digest());

    tick(from - 1);

    assertThat(residents.contains(model("a").digest())).isTrue();
    assertThat(residents.contains(CONFIGURED.digest())).isTrue();
  }

  @Test
  void shouldKeepOpenAndFetchAheadWhatRecordsThatLagWillNeed() throws Exception {
    begin();
    long place = now();
    for (String name : List.of("a", "b", "c", "d", "e", "f")) {
      send("prepare " + name, ModelAction.PREPARE, name, null);
      send("activate " + name, ModelAction.ACTIVATE, name, now() + 2_000);
      offset += 5;
    }
    List.of("a", "b", "c", "d", "e").forEach(name -> residents.dismiss(model(name).digest()));

    handler.tick(now(), route -> place);
    for (String name : List.of("a", "b", "c", "d")) {
      assertThat(opener.await(model(name), Long.MAX_VALUE)).isInstanceOf(Opened.Open.class);
      assertThat(residents.contains(model(name).digest())).as(name).isTrue();
    }
    assertThat(residents.contains(model("e").digest())).as("later").isFalse();
  }

  private void begin() {
    handler.begin(now());
    tick(now());
  }

  private long now() {
    return Commands.appendTime(offset);
  }

  private synchronized void say(ModelStatus status) {
    said.add(status);
    notifyAll();
  }

  /** Waits until the last thing said about a command is not that it is under way. */
  private synchronized void awaitAnswer(String id) throws InterruptedException {
    while (said.stream()
        .filter(status -> status.getCommandId().equals(id))
        .reduce((before, after) -> after)
        .filter(status -> status.getState() != ModelState.PREPARING)
        .isEmpty()) {
      wait();
    }
  }

  private void send(
      String id, ModelAction action, @Nullable String name, @Nullable Long effectiveFrom)
      throws InterruptedException {
    accept(id, action, name, effectiveFrom);
    awaitAnswer(id);
  }

  private void accept(
      String id, ModelAction action, @Nullable String name, @Nullable Long effectiveFrom) {
    ModelCommand command = Commands.command(id, action, "default", name, effectiveFrom);
    handler.accept(new LoggedCommand(offset, now(), command));
    offset++;
  }

  /** Twice: what the first opens is seen by the second. */
  private void tick(long now) {
    handler.tick(now);
    Timeline timeline = Objects.requireNonNull(handler.timelines().get("default"));
    opener.await(timeline.at(now).model(), Long.MAX_VALUE);
    timeline.after(now).forEach(coming -> opener.await(coming.model(), Long.MAX_VALUE));
    handler.tick(now);
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    for (ModelStatus status : said) {
      String name = status.getModel() == null ? null : status.getModel().getName();
      String reason = status.getReasonCode() == null ? "" : " " + status.getReasonCode();
      words.add(status.getCommandId() + " " + status.getState() + " " + name + reason);
    }
    return words;
  }

  private void assertSaid(String... expected) {
    assertThat(words()).containsExactly(expected);
  }
}
