package io.tagstream.topology.control;

import static io.tagstream.topology.control.Commands.CONFIGURED;
import static io.tagstream.topology.control.Commands.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.ModelId;
import io.tagstream.schemas.ModelAction;
import io.tagstream.topology.config.ModelSettings;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.control.Verdict.Activate;
import io.tagstream.topology.control.Verdict.Prepare;
import io.tagstream.topology.control.Verdict.Refused;
import io.tagstream.topology.control.Verdict.Repeated;
import io.tagstream.topology.control.Verdict.Retire;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands come to. */
class ModelHistoryTest {
  private static final ModelSettings SETTINGS =
      new TaggingConfig(
              Map.of(
                  "tagstream.model.routes", "default,german",
                  "tagstream.model.route.header", "route"))
          .models();
  private static final long LEAD = 2_000;

  private final ModelHistory history = new ModelHistory(SETTINGS, CONFIGURED);
  private final Commands commands = new Commands(history);

  @Test
  void shouldServeTheConfiguredBundleWithoutACommand() {
    assertThat(modelAt(0)).isEqualTo(CONFIGURED);
    assertThat(modelAt(Long.MAX_VALUE)).isEqualTo(CONFIGURED);
  }

  @Test
  void shouldServeWhatIsActivatedFromItsTimeOn() {
    assertThat(commands.prepare("a")).isInstanceOf(Prepare.class);
    long from = commands.now() + LEAD;

    assertThat(commands.activate("a", from)).isInstanceOf(Activate.class);

    assertThat(modelAt(from - 1)).isEqualTo(CONFIGURED);
    assertThat(modelAt(from)).isEqualTo(model("a"));
    assertThat(history.timelines().get("german"))
        .extracting(timeline -> timeline.at(from).model())
        .isEqualTo(CONFIGURED);
  }

  @Test
  void shouldLetTheLatestTimeHoldAndOfTheSameTheLastCommand() {
    commands.prepare("a");
    commands.prepare("b");
    long from = commands.now() + 10 * LEAD;

    commands.activate("a", from);
    commands.activate("b", from - 1);
    assertThat(modelAt(from)).isEqualTo(model("a"));
    assertThat(modelAt(from - 1)).isEqualTo(model("b"));

    commands.activate("b", from);
    assertThat(modelAt(from)).isEqualTo(model("b"));
  }

  @Test
  void shouldRefuseWhatComesLate() {
    commands.prepare("a");
    long from = commands.now() + LEAD - 1;

    Verdict verdict = commands.activate("a", from);

    assertRefused(verdict, Refusal.LATE, "PT2S (tagstream.model.lead)");
    assertThat(modelAt(from)).isEqualTo(CONFIGURED);
  }

  @Test
  void shouldRefuseWhatWasNotPreparedOnItsRoute() {
    commands.apply(Commands.command("1", ModelAction.PREPARE, "german", "a", null));

    assertRefused(
        commands.activate("a", Long.MAX_VALUE), Refusal.NOT_PREPARED, "found a 1, which was not");
  }

  @Test
  void shouldGoBackOneModelAfterTheOther() {
    commands.prepare("a");
    commands.prepare("b");
    commands.activate("a", commands.now() + LEAD);
    commands.activate("b", commands.now() + LEAD);

    commands.rollBack(commands.now() + LEAD);
    assertThat(modelAt(commands.now() + LEAD)).isEqualTo(model("a"));
    commands.rollBack(commands.now() + LEAD);
    assertThat(modelAt(commands.now() + LEAD)).isEqualTo(CONFIGURED);
    assertRefused(
        commands.rollBack(commands.now() + LEAD),
        Refusal.NOTHING_BEFORE,
        "the configured bundle in force");

    commands.activate("b", commands.now() + LEAD);
    commands.rollBack(commands.now() + LEAD);
    assertThat(modelAt(commands.now() + LEAD)).isEqualTo(CONFIGURED);
  }

  @Test
  void shouldNotGoBackToAnotherModelThanExpectedOrARetiredOne() {
    commands.prepare("a");
    commands.prepare("b");
    commands.activate("a", commands.now() + LEAD);
    commands.activate("b", commands.now() + LEAD);

    assertRefused(
        commands.apply(ModelAction.ROLLBACK, "b", commands.now() + LEAD),
        Refusal.NOT_PREPARED,
        "expected to go back to b 1, found a 1 before the one in force");
    commands.apply(ModelAction.ACTIVATE, "b", commands.now() + LEAD);
    commands.prepare("c");
    commands.prepare("c");
    assertThat(commands.retire("a")).isInstanceOf(Retire.class);
    assertThat(modelAt(commands.now() + LEAD)).isEqualTo(model("b"));
  }

  @Test
  void shouldRetireOnlyWhatIsNeitherInForceNorComing() {
    commands.prepare("a");
    commands.prepare("b");
    commands.activate("a", commands.now() + LEAD);
    assertRefused(commands.retire("a"), Refusal.IN_USE, "found a 1, which is");
    commands.prepare("c");
    assertRefused(commands.retire("a"), Refusal.IN_USE, "found a 1, which is");

    commands.activate("b", commands.now() + LEAD);
    commands.prepare("c");
    commands.prepare("c");
    assertThat(commands.retire("a")).isInstanceOf(Retire.class);
    assertRefused(
        commands.activate("a", Long.MAX_VALUE), Refusal.NOT_PREPARED, "not retired since");
    commands.prepare("a");
    assertThat(commands.activate("a", Long.MAX_VALUE)).isInstanceOf(Activate.class);
  }

  @Test
  void shouldTakeACommandOnce() {
    commands.prepare("a");
    long from = commands.now() + LEAD;
    Verdict first =
        commands.apply(Commands.command("x", ModelAction.ACTIVATE, "default", "a", from));
    commands.rollBack(commands.now() + LEAD);

    Verdict again =
        commands.apply(Commands.command("x", ModelAction.ACTIVATE, "default", "a", from));

    assertThat(again).isEqualTo(new Repeated(first));
    assertThat(modelAt(Long.MAX_VALUE)).isEqualTo(CONFIGURED);
  }

  @ParameterizedTest
  @EnumSource(names = "UNKNOWN", mode = EnumSource.Mode.EXCLUDE)
  void shouldRefuseWhatLacksAField(ModelAction action) {
    commands.prepare("a");
    boolean rollBack = action == ModelAction.ROLLBACK;
    assertRefused(
        commands.apply(action, rollBack ? "a" : null, null), Refusal.MALFORMED, "without");
  }

  @Test
  void shouldRefuseWhatItDoesNotUnderstand() {
    assertRefused(commands.apply(null), Refusal.UNREADABLE_COMMAND, "wire format");
    assertRefused(
        commands.apply(Commands.command("1", ModelAction.PREPARE, "french", "a", null)),
        Refusal.UNKNOWN_ROUTE,
        "expected a route of [default, german], found 'french'");
    assertRefused(
        commands.apply(ModelAction.UNKNOWN, "a", null), Refusal.UNKNOWN_ACTION, "newer version");
    assertRefused(
        history.apply(
            new LoggedCommand(
                9, -1, Commands.command("2", ModelAction.PREPARE, "default", "a", null))),
        Refusal.NO_APPEND_TIME,
        "message.timestamp.type=LogAppendTime");
  }

  /** The rule, said in another way: look at all activations and take the best. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldFollowTheRuleForAnyCommands(long seed) {
    Random random = new Random(seed);
    Map<Long, Map<Long, ModelId>> accepted = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      long offset = (commands.now() - Commands.appendTime(0)) / 1_000;
      String name = "m" + random.nextInt(4);
      long from = commands.now() + random.nextInt(-2, 8) * 1_000L;
      Verdict verdict =
          switch (random.nextInt(5)) {
            case 0, 1 -> commands.prepare(name);
            case 2 -> commands.retire(name);
            case 3 -> commands.rollBack(from);
            default -> commands.activate(name, from);
          };
      if (verdict instanceof Activate activate) {
        assertThat(from).isGreaterThanOrEqualTo(Commands.appendTime(offset) + LEAD);
        accepted
            .computeIfAbsent(from, time -> new TreeMap<>())
            .put(offset, activate.activation().model());
      }
    }
    assertThat(accepted).isNotEmpty();
    for (long time = Commands.appendTime(0); time < commands.now() + 10_000; time += 500) {
      ModelId expected = CONFIGURED;
      for (Map.Entry<Long, Map<Long, ModelId>> entry : accepted.entrySet()) {
        if (entry.getKey() <= time) {
          for (ModelId last : entry.getValue().values()) {
            expected = last;
          }
        }
      }
      assertThat(modelAt(time)).isEqualTo(expected);
    }
  }

  private ModelId modelAt(long timestamp) {
    return Objects.requireNonNull(history.timelines().get("default")).at(timestamp).model();
  }

  private static void assertRefused(Verdict verdict, Refusal refusal, String message) {
    assertThat(verdict).isInstanceOf(Refused.class);
    assertThat(((Refused) verdict).refusal()).isEqualTo(refusal);
    assertThat(((Refused) verdict).message()).contains(message);
  }
}
