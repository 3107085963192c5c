package io.tagstream.app.model;

import static io.tagstream.app.model.Saying.fleet;
import static io.tagstream.app.model.Saying.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.app.model.Answers.Answer;
import io.tagstream.app.model.Answers.Goal;
import io.tagstream.schemas.ModelState;
import io.tagstream.schemas.ModelStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time passes here only while something is asked. */
class WaitingTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final StringWriter err = new StringWriter();
  private final Deque<List<ModelStatus>> coming = new ArrayDeque<>();
  private final Deque<Fleet> fleets = new ArrayDeque<>();
  private final Answers answers = Answers.to("one", Goal.PREPARED);
  private long nanoseconds;
  private boolean stopped;

  @Test
  void shouldEndWhenAllHaveAnswered() {
    fleets.add(fleet("a", "b"));
    coming.add(List.of(says("a", ModelState.PREPARED)));
    coming.add(List.of(says("b", ModelState.PREPARED)));
    await(false);

    assertThat(answers.missing()).isEmpty();
    assertThat(nanoseconds).isEqualTo(Duration.ofSeconds(2).toNanos());
    assertThat(err.toString().lines())
        .containsExactly("  a: PREPARED after 1.0 s", "  b: PREPARED after 2.0 s");
  }

  @Test
  void shouldEndWhenTimeIsUp() {
    fleets.add(fleet("a", "silent"));
    coming.add(List.of(says("a", ModelState.PREPARED)));
    await(false);

    assertThat(answers.missing()).extracting(Answer::instance).containsExactly("silent");
    assertThat(nanoseconds).isEqualTo(MINUTE.toNanos());
  }

  @Test
  void shouldNotWaitForAnInstanceThatWasKilledMeanwhile() {
    fleets.add(fleet("a", "killed"));
    fleets.add(fleet("a"));
    coming.add(List.of(says("a", ModelState.PREPARED)));
    await(false);

    assertThat(answers.missing()).isEmpty();
    assertThat(nanoseconds).isLessThan(MINUTE.toNanos());
  }

  @Test
  void shouldWaitForAnInstanceThatHasJoinedMeanwhile() {
    fleets.add(fleet("a"));
    fleets.add(fleet("a", "young"));
    coming.add(List.of());
    coming.add(List.of());
    coming.add(List.of(says("a", ModelState.PREPARED)));
    await(false);

    assertThat(answers.missing()).extracting(Answer::instance).containsExactly("young");
  }

  @Test
  void shouldEndWhenNobodyRuns() {
    fleets.add(fleet());
    await(false);

    assertThat(nanoseconds).isZero();
  }

  @Test
  void shouldEndWhenTheUserHasHadEnough() {
    fleets.add(fleet("silent"));
    stopped = true;

    assertThatThrownBy(() -> await(false)).hasMessageContaining("What was sent stands");
  }

  @Test
  void shouldPaintOverOnATerminal() {
    fleets.add(fleet("a", "b"));
    coming.add(List.of(says("a", ModelState.PREPARED), says("b", ModelState.REJECTED)));
    await(true);

    assertThat(err.toString())
        .contains("a         silent", "\u001b[3A\r", "a         PREPARED       1.0 s")
        .contains("b         REJECTED LATE  1.0 s");
  }

  private void await(boolean terminal) {
    Waiting waiting =
        new Waiting(
            patience -> {
              nanoseconds += Duration.ofSeconds(1).toNanos();
              return coming.isEmpty() ? List.of() : coming.remove();
            },
            () -> fleets.size() > 1 ? fleets.remove() : fleets.element(),
            new AnswerScreen(new PrintWriter(err), terminal, 24),
            () -> stopped,
            () -> nanoseconds);
    waiting.await(answers, 0, MINUTE);
  }
}
