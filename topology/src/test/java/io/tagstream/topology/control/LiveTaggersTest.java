package io.tagstream.topology.control;

import static io.tagstream.topology.control.Commands.CONFIGURED;
import static io.tagstream.topology.control.Commands.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.ModelId;
import io.tagstream.model.Tagger;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.serving.ResidentTaggers;
import io.tagstream.model.serving.TaggerLease;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which tagger a record gets, and what happens where it is not open or not known. */
class LiveTaggersTest {
  /** Where nothing is known any more. */
  private static final long KNOWN_UNTIL = 10_000;

  private final Set<String> bad = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> opened = new ConcurrentHashMap<>();
  private final ResidentTaggers residents = new ResidentTaggers(Runnable::run);
  private final ModelOpener opener =
      new ModelOpener(new NamedBundles(this::open), residents, new ModelThreads());
  private final Timeline timeline = timeline();
  private final LiveTaggers taggers = taggers(Duration.ZERO);

  private LiveTaggers taggers(Duration maxWait) {
    return new LiveTaggers(
        residents, opener, maxWait, new KnownModels(Map.of("default", timeline), KNOWN_UNTIL));
  }

  /** a from 100 on, b from 200 on. */
  private static Timeline timeline() {
    Timeline timeline = Timeline.of(CONFIGURED);
    return timeline
        .with(new Activation(100, 0, "1", model("a"), timeline.at(100)))
        .with(new Activation(200, 1, "2", model("b"), timeline.at(100)));
  }

  private Tagger open(ModelId model) {
    opened.merge(model.name(), 1, Integer::sum);
    if (bad.contains(model.name())) {
      throw BundleException.of(Reason.GOLDEN_MISMATCH, model.name(), "A", "B", "train it again");
    }
    return new NamedTagger(model);
  }

  @AfterEach
  void close() {
    opener.close();
    taggers.close();
  }

  @Test
  void shouldOpenWhatARecordOfThePastNeeds() {
    assertLeases(99, CONFIGURED, false);
    assertLeases(100, model("a"), false);
    assertLeases(200, model("b"), false);
    assertLeases(KNOWN_UNTIL - 1, model("b"), false);
    residents.retain(Set.of(model("b").digest()), 0, Duration.ZERO);

    assertLeases(150, model("a"), false);

    assertThat(opened).containsEntry("a", 2).containsEntry("b", 1);
  }

  @Test
  void shouldTellWhereRecordsAre() {
    assertThat(taggers.takeAsked("default")).isEqualTo(Long.MAX_VALUE);
    assertLeases(150, model("a"), false);
    assertLeases(120, model("a"), false);
    assertLeases(200, model("b"), false);

    assertThat(taggers.takeAsked("default")).isEqualTo(120);
    assertThat(taggers.takeAsked("default")).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldSayWhereMoreMayCome() {
    assertLeases(KNOWN_UNTIL, model("b"), true);
  }

  @Test
  void shouldServeTheOneBeforeARefusedOneProvisionally() {
    bad.add("b");
    assertLeases(200, model("a"), true);
    assertLeases(150, model("a"), false);
    bad.add("a");
    assertLeases(150, model("a"), false);
    residents.dismiss(model("a").digest());
    assertLeases(150, CONFIGURED, true);
    assertThat(opened).as("once refused").containsEntry("b", 1);
  }

  @Test
  void shouldTryARefusedModelAgainWhenItIsPreparedAgain() throws Exception {
    bad.add("b");
    assertLeases(200, model("a"), true);
    bad.clear();

    CompletableFuture<Opened> prepared = new CompletableFuture<>();
    opener.prepare(Commands.bundle("b"), prepared::complete);

    assertThat(prepared.get(1, TimeUnit.MINUTES)).isInstanceOf(Opened.Open.class);
    assertLeases(200, model("b"), false);
  }

  @Test
  void shouldNotLetACommandRefuseWhatWasOpenOnce() throws Exception {
    assertLeases(200, model("b"), false);
    bad.add("b");

    CompletableFuture<Opened> prepared = new CompletableFuture<>();
    opener.prepare(Commands.bundle("b"), prepared::complete);

    assertThat(prepared.get(1, TimeUnit.MINUTES)).isInstanceOf(Opened.Refused.class);
    assertLeases(200, model("b"), false);
    assertThat(opener.refusal(model("b"))).isNull();
  }

  @Test
  void shouldFailWhereNotEvenTheConfiguredBundleCanBeUsed() {
    bad.add("configured");
    assertThatThrownBy(() -> taggers.at("default", 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected a model that this instance can use");
  }

  @Test
  void shouldRefuseARouteThatIsNotThere() {
    assertThatThrownBy(() -> taggers.at("german", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected one of [default], found 'german'");
  }

  @Test
  void shouldOpenABrokenModelAnew() {
    assertLeases(200, model("b"), false);
    taggers.failed(model("b"));
    assertLeases(200, model("b"), false);
    assertThat(opened).containsEntry("b", 2);
  }

  @Test
  void shouldWaitUntilMoreIsKnown() throws Exception {
    LiveTaggers patient = taggers(Duration.ofMinutes(1));
    CompletableFuture<Void> record =
        CompletableFuture.runAsync(() -> patient.awaitKnown(KNOWN_UNTIL + 5));

    patient.know(new KnownModels(Map.of("default", timeline), KNOWN_UNTIL + 6));

    record.get(30, TimeUnit.SECONDS);
    try (TaggerLease lease = patient.at("default", KNOWN_UNTIL + 5)) {
      assertThat(lease.provisional()).isFalse();
    }
  }

  @Test
  void shouldNotWaitForWhatWaitingDoesNotBring() {
    LiveTaggers patient = taggers(Duration.ofHours(1));
    patient.awaitKnown(KNOWN_UNTIL + Duration.ofHours(2).toMillis());

    LiveTaggers brief = taggers(Duration.ofMillis(5));
    brief.awaitKnown(KNOWN_UNTIL + 1);
    assertThat(brief.waitsFor(KNOWN_UNTIL + 1)).as("once in vain").isFalse();
    brief.know(new KnownModels(Map.of("default", timeline), KNOWN_UNTIL + 1));
    assertThat(brief.waitsFor(KNOWN_UNTIL + 1)).isTrue();
  }

  private void assertLeases(long timestamp, ModelId model, boolean provisional) {
    try (TaggerLease lease = taggers.at("default", timestamp)) {
      assertThat(lease.tagger().model()).isEqualTo(model);
      assertThat(lease.provisional()).isEqualTo(provisional);
    }
  }
}
