package io.tagstream.local.bench.swaps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.app.CommandException;
import io.tagstream.local.bench.swaps.Verdict.Counts;
import io.tagstream.schemas.ModelAction;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelReference;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Model {@code old} serves, and {@code new} from 1000 on. */
class VerdictTest {
  private static final byte[] ANA = "ana".getBytes(UTF_8);
  private static final byte[] BEN = "ben".getBytes(UTF_8);

  private final ModelTimeline timeline = new ModelTimeline("old", Duration.ZERO);
  private Verdict verdict = new Verdict(timeline, 0);

  @BeforeEach
  void begin() {
    timeline.add(
        0,
        0,
        ModelCommand.newBuilder()
            .setId("activate")
            .setAction(ModelAction.ACTIVATE)
            .setModel(new ModelReference("model", "2", "new"))
            .setEffectiveFrom(1000L)
            .build());
    verdict = new Verdict(timeline, 4);
  }

  @Test
  void shouldFindNothingWrongWhereNothingIs() {
    verdict.record(0, ANA, 999);
    verdict.record(1, BEN, 1000);
    verdict.tagged(1, "new", false);
    verdict.tagged(0, "old", false);

    assertThat(verdict.counts()).isEqualTo(new Counts(2, 0, 0, 0, 0, 0, null));
  }

  @Test
  void shouldFindALostRecord() {
    verdict.record(0, ANA, 1);
    verdict.record(1, ANA, 2);
    verdict.tagged(0, "old", false);

    Counts counts = verdict.counts();
    assertThat(counts.lost()).isOne();
    assertThat(counts.firstFault()).contains("offset 1", "found none");
  }

  @Test
  void shouldFindADoubledRecord() {
    verdict.record(0, ANA, 1);
    verdict.tagged(0, "old", false);
    verdict.tagged(0, "old", false);
    verdict.deadLetter(0);

    assertThat(verdict.counts().doubled()).isEqualTo(2);
    assertThat(verdict.counts().lost()).isZero();
  }

  @Test
  void shouldTakeAnOutcomeOfNoRecordForADoubledOne() {
    verdict.tagged(3, "old", false);

    assertThat(verdict.counts().doubled()).isOne();
  }

  @Test
  void shouldFindARecordOfTheWrongModel() {
    verdict.record(0, ANA, 999);
    verdict.record(1, BEN, 1000);
    verdict.record(2, BEN, 1001);
    verdict.tagged(0, "new", false);
    verdict.tagged(1, "old", false);
    verdict.tagged(2, "never heard of", false);

    Counts counts = verdict.counts();
    assertThat(counts.wrongModel()).isEqualTo(3);
    assertThat(counts.firstFault()).contains("offset 0: expected model 0, found 1");
  }

  @Test
  void shouldExcuseARecordThatIsMarkedAsProvisional() {
    verdict.record(0, ANA, 1000);
    verdict.tagged(0, "old", true);

    assertThat(verdict.counts().wrongModel()).isZero();
    assertThat(verdict.counts().provisional()).isOne();
  }

  @Test
  void shouldNeverLetAStreamGoBackToAnOlderModel() {
    verdict.record(0, ANA, 1500);
    verdict.record(1, ANA, 500);
    verdict.record(2, BEN, 500);
    verdict.record(3, null, 500);
    verdict.tagged(0, "new", false);
    verdict.tagged(1, "new", false);
    verdict.tagged(2, "old", false);
    verdict.tagged(3, "old", false);

    assertThat(verdict.counts().wrongModel()).isZero();
  }

  @Test
  void shouldCountDeadLetters() {
    verdict.record(0, ANA, 1);
    verdict.deadLetter(0);

    assertThat(verdict.counts().deadLetters()).isOne();
    assertThat(verdict.counts().lost()).isZero();
  }

  @Test
  void shouldJudgeManyKeys() {
    int keys = 3000;
    verdict = new Verdict(timeline, 2L * keys);
    for (int i = 0; i < 2 * keys; i++) {
      byte[] key = Integer.toString(i % keys).getBytes(UTF_8);
      boolean knowsNew = i % 2 == 1;
      verdict.record(i, key, i < keys && knowsNew ? 1000 : 1);
      verdict.tagged(i, knowsNew ? "new" : "old", false);
    }

    assertThat(verdict.counts()).isEqualTo(new Counts(2L * keys, 0, 0, 0, 0, 0, null));
  }

  @Test
  void shouldRefuseToJudgeWhereRecordsAreMissing() {
    verdict.record(0, ANA, 1);

    assertThatThrownBy(() -> verdict.record(2, ANA, 1))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("expected offset 1, found 2");
  }
}
