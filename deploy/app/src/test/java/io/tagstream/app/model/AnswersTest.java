package io.tagstream.app.model;

import static io.tagstream.app.model.Saying.NEW;
import static io.tagstream.app.model.Saying.OLD;
import static io.tagstream.app.model.Saying.fleet;
import static io.tagstream.app.model.Saying.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.app.model.Answers.Answer;
import io.tagstream.app.model.Answers.Goal;
import io.tagstream.schemas.ModelAction;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelState;
import io.tagstream.topology.control.PreparedBundle;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration LATER = Duration.ofMillis(900);

  @Test
  void shouldWaitForEveryInstanceThatRuns() {
    Answers answers = Answers.to("one", Goal.PREPARED);
    answers.expect(fleet("a", "b"));
    answers.accept(says("a", ModelState.PREPARED), SOON);
    assertThat(answers.areSettled()).isFalse();
    answers.accept(says("b", ModelState.PREPARING), SOON);
    assertThat(answers.areSettled()).isFalse();
    answers.accept(says("b", ModelState.PREPARED), LATER);

    assertThat(answers.areSettled()).isTrue();
    assertThat(answers.missing()).isEmpty();
    assertThat(answers.took()).isEqualTo(LATER);
  }

  @Test
  void shouldNotWaitForWhatHasGone() {
    Answers answers = Answers.to("one", Goal.PREPARED);
    answers.expect(fleet("a", "b"));
    answers.accept(says("a", ModelState.PREPARED), SOON);
    answers.expect(fleet("a"));

    assertThat(answers.areSettled()).isTrue();
  }

  @Test
  void shouldNotCallNobodyAll() {
    Answers answers = Answers.to("one", Goal.PREPARED);
    answers.expect(fleet("a", "b"));
    answers.accept(says("a", ModelState.PREPARED), SOON);
    assertThat(answers.where()).isEqualTo("on 1 of 2 instances");
    answers.expect(fleet());

    assertThat(answers.where()).isEqualTo("by no instance, for none runs");
  }

  @Test
  void shouldRememberWhatWasSaidBeforeAnInstanceWasInTheGroup() {
    Answers answers = Answers.to("one", Goal.PREPARED);
    answers.accept(says("a", ModelState.PREPARED), SOON);
    answers.expect(fleet("a"));

    assertThat(answers.areSettled()).isTrue();
  }

  @Test
  void shouldBeSettledButMissingWhereOneRefused() {
    Answers answers = Answers.to("one", Goal.ACTIVE);
    answers.expect(fleet("a"));
    answers.accept(says("a", ModelState.REJECTED), SOON);

    assertThat(answers.areSettled()).isTrue();
    assertThat(answers.missing())
        .containsExactly(new Answer("a", ModelState.REJECTED, "LATE", "too late", SOON));
  }

  @Test
  void shouldIgnoreAnswersToOtherCommands() {
    Answers answers = Answers.to("one", Goal.PREPARED);
    answers.expect(fleet("a"));
    answers.accept(says("a", "other", 1, NEW, ModelState.PREPARED, 10), SOON);

    assertThat(answers.missing()).extracting(Answer::state).containsOnlyNulls();
  }

  @Test
  void shouldRememberThatAModelServedThoughAnotherOneServesNow() {
    Answers answers = Answers.to("one", Goal.ACTIVE);
    answers.expect(fleet("a", "b"));
    answers.accept(says("a", ModelState.ACTIVE), SOON);
    answers.accept(says("a", ModelState.PREPARED), LATER);

    assertThat(answers.missing()).extracting(Answer::instance).containsExactly("b");
  }

  @Test
  void shouldTakeServingForPrepared() {
    Answers answers = Answers.about(prepared());
    answers.expect(fleet("a"));
    answers.accept(says("a", "activation", 7, NEW, ModelState.ACTIVE, 10), SOON);

    assertThat(answers.missing()).isEmpty();
  }

  @Test
  void shouldNotTakeWhatWasBeforeForPrepared() {
    Answers answers = Answers.about(prepared());
    answers.expect(fleet("a"));
    answers.accept(says("a", "activation", 4, NEW, ModelState.ACTIVE, 10), SOON);
    answers.accept(says("a", "activation", 7, OLD, ModelState.ACTIVE, 10), SOON);
    answers.accept(says("a", "activation", 7, NEW, ModelState.REJECTED, 10), SOON);

    assertThat(answers.missing()).extracting(Answer::state).containsOnlyNulls();
  }

  @Test
  void shouldTakeTheLaterOfTwoThingsSaidAboutABundle() {
    Answers answers = Answers.about(prepared());
    answers.expect(fleet("a"));
    answers.accept(says("a", "one", 5, NEW, ModelState.REJECTED, 20), SOON);
    answers.accept(says("a", "activation", 7, NEW, ModelState.PREPARED, 10), SOON);

    assertThat(answers.missing()).extracting(Answer::state).containsExactly(ModelState.REJECTED);
  }

  private static PreparedBundle prepared() {
    ModelCommand command =
        ModelCommand.newBuilder().setId("one").setAction(ModelAction.PREPARE).build();
    return new PreparedBundle("default", NEW, command, 5);
  }
}
