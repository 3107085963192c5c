package io.tagstream.app.model;

import io.tagstream.app.CommandException;
import io.tagstream.app.display.Terminal;
import io.tagstream.app.model.Answers.Answer;
import io.tagstream.app.model.Answers.Goal;
import io.tagstream.app.model.CommandSender.Sent;
import io.tagstream.app.model.Fleet.Member;
import io.tagstream.model.ModelId;
import io.tagstream.model.source.BundleOrder;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.topology.control.PreparedBundle;
import io.tagstream.topology.control.Refusal;
import io.tagstream.topology.control.Verdict;
import io.tagstream.topology.control.Verdict.Refused;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * The steps by which models come into force and go: each writes a command, unless every instance
 * would refuse it, and waits for the instances. Belongs to the thread of the command.
 */
final class Rollout {
  /** Set by the launcher if standard error is a terminal. */
  private static final String PROGRESS_PROPERTY = "tagstream.terminal.progress";

  private final ModelSession session;
  private final NewCommands commands;
  private final CommandSender sender;
  private final AnswerScreen screen;
  private final Waiting waiting;
  private final Duration timeout;
  private boolean toldOfShared;

  /**
   * A command and what became of it.
   *
   * @param sent the command
   * @param model what it is about
   * @param answers what the instances said
   */
  record Result(Sent sent, ModelId model, Answers answers) {}

  /**
   * Does nothing yet.
   *
   * @param timeout how long a step waits for the instances
   */
  Rollout(ModelSession session, String route, Duration timeout) {
    this.session = session;
    this.commands = new NewCommands(route);
    this.sender = session.sender();
    this.screen =
        new AnswerScreen(session.err(), Boolean.getBoolean(PROGRESS_PROPERTY), Terminal.rows());
    this.waiting =
        new Waiting(
            session.feed()::poll,
            session::fleet,
            screen,
            session.stop()::isRaised,
            System::nanoTime);
    this.timeout = timeout;
  }

  NewCommands commands() {
    return commands;
  }

  /** Returns who runs, and says what a user should know about them. */
  Fleet fleet(String ifNobodyRuns) {
    Fleet fleet = session.fleet();
    if (fleet.isEmpty()) {
      note(
          "No instance of application %s runs now; %s"
              .formatted(session.application(), ifNobodyRuns));
    }
    for (Member member : toldOfShared ? List.<Member>of() : fleet.shared()) {
      toldOfShared = true;
      note(
          "Several processes go by client id %s (on %s), so what one answers cannot be told from what another does; give each a client.id of its own."
              .formatted(
                  Words.plain(member.instance()),
                  member.hosts().stream().sorted().collect(Collectors.joining(", "))));
    }
    return fleet;
  }

  private void note(String note) {
    session.err().println("Note: " + note);
    session.err().flush();
  }

  /** Lets all instances prepare a bundle. */
  Result prepare(BundleOrder order) throws InterruptedException {
    fleet("those that start later prepare it then.");
    Sent sent = send(commands.prepare(order));
    begin("Preparing " + Words.model(order.model()), sent);
    return await(sent, order.model(), Goal.PREPARED, timeout);
  }

  /**
   * Waits until every instance has a bundle prepared. One that began after it was superseded has
   * said nothing about it; then all are asked to prepare it again, which costs those nothing that
   * have.
   *
   * @return what they have said about it
   */
  Answers awaitPrepared(PreparedBundle bundle) throws InterruptedException {
    Answers answers = Answers.about(bundle);
    session.feed().readFromBeginning().forEach(status -> answers.accept(status, Duration.ZERO));
    answers.expect(session.fleet());
    if (answers.missing().stream().anyMatch(answer -> answer.state() == null)) {
      Sent sent = send(commands.prepareAgain(bundle.command()));
      begin("Preparing " + Words.model(bundle.model()) + " again", sent);
      return await(sent, bundle.model(), Goal.PREPARED, timeout).answers();
    }
    if (!answers.areSettled()) {
      screen.begin("Waiting until " + Words.model(bundle.model()) + " is prepared");
      waiting.await(answers, System.nanoTime(), timeout);
      screen.clear();
    }
    return answers;
  }

  /**
   * Sends a command that holds from some time on, again with a later time if it came too late, and
   * waits for the instances.
   *
   * @param command makes it for a time
   * @param times which times to try
   */
  Result bringIntoForce(
      String what, ModelId model, LongFunction<ModelCommand> command, EffectiveTimes times)
      throws InterruptedException {
    long from = times.first(System.currentTimeMillis());
    for (int attempt = 1; ; attempt++) {
      Sent sent = send(command.apply(from));
      Verdict verdict = session.log().verdict(sent.offset());
      if (!(verdict instanceof Refused refused)) {
        noteFastClock(from, sent.appendTime(), times);
        begin(what, sent);
        return await(sent, model, Goal.ACTIVE, untilThen(from).plus(timeout));
      }
      if (refused.refusal() != Refusal.LATE || attempt == EffectiveTimes.ATTEMPTS) {
        throw refused(refused);
      }
      note("The command took too long to the broker and came too late; sending it again.");
      from = times.again(sent.appendTime(), attempt);
    }
  }

  /** The same for a time that the user has chosen; waits until all have accepted it or have it. */
  Result bringIntoForceAt(String what, ModelId model, ModelCommand command, boolean untilActive)
      throws InterruptedException {
    Sent sent = send(command);
    if (session.log().verdict(sent.offset()) instanceof Refused refused) {
      throw refused(refused);
    }
    begin(what, sent);
    return untilActive
        ? await(sent, model, Goal.ACTIVE, untilThen(command.getEffectiveFrom()).plus(timeout))
        : await(sent, model, Goal.PREPARED, timeout);
  }

  private static Duration untilThen(long from) {
    return Duration.ofMillis(Math.max(0, from - System.currentTimeMillis()));
  }

  private void noteFastClock(long from, long appendTime, EffectiveTimes times) {
    long ahead = from - times.first(appendTime);
    if (ahead > Duration.ofSeconds(5).toMillis()) {
      note(
          "The clock of this machine is %s ahead of the broker's; that much later the model serves."
              .formatted(Words.seconds(Duration.ofMillis(ahead))));
    }
  }

  /** Lets all instances give a bundle up. */
  Result retire(ModelId model) throws InterruptedException {
    Sent sent = send(commands.retire(model));
    begin("Retiring " + Words.model(model), sent);
    return await(sent, model, Goal.RETIRED, timeout);
  }

  private Sent send(ModelCommand command) throws InterruptedException {
    session.log().readToEnd();
    if (session.log().preview(command, System.currentTimeMillis()) instanceof Refused refused) {
      throw refused(refused);
    }
    return sender.send(command);
  }

  private static CommandException refused(Refused refused) {
    return new CommandException(refused.refusal() + ": " + refused.message());
  }

  private void begin(String what, Sent sent) {
    screen.begin(
        "%s (command %s, offset %d)".formatted(what, sent.command().getId(), sent.offset()));
  }

  private Result await(Sent sent, ModelId model, Goal goal, Duration patience) {
    Answers answers = Answers.to(sent.command().getId(), goal);
    waiting.await(answers, sent.sentAt(), patience);
    screen.clear();
    return new Result(sent, model, answers);
  }

  /**
   * Refuses what not every instance could do.
   *
   * @param subject what all should have come to
   * @throws CommandException if there is one that did not, with what each said
   */
  static void requireAll(String subject, Answers answers, Duration timeout, String remedy) {
    List<Answer> missing = answers.missing();
    if (missing.isEmpty()) {
      return;
    }
    String each =
        missing.stream()
            .map(answer -> "  " + describe(answer, timeout))
            .collect(Collectors.joining(System.lineSeparator()));
    throw new CommandException(
        "%s: expected all %d instances to have it %s, found %d that have not; %s%n%s"
            .formatted(
                subject, answers.all().size(), answers.goal().words, missing.size(), remedy, each));
  }

  private static String describe(Answer answer, Duration timeout) {
    String instance = Words.plain(answer.instance());
    if (answer.state() == null) {
      return "%s said nothing within %d s.".formatted(instance, timeout.toSeconds());
    }
    if (!answer.isRejected()) {
      return "%s was still %s after %d s.".formatted(instance, answer.state(), timeout.toSeconds());
    }
    return "%s refused it, %s: %s"
        .formatted(
            instance,
            Words.plain(String.valueOf(answer.reasonCode())),
            Words.plain(String.valueOf(answer.message())));
  }
}
