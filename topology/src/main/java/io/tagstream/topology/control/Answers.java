package io.tagstream.topology.control;

import io.tagstream.model.ModelId;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelReference;
import io.tagstream.schemas.ModelState;
import io.tagstream.schemas.ModelStatus;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Words what an instance says about commands.
 *
 * @param applicationId {@code application.id}
 * @param instance which instance says it
 * @param clock wall-clock time
 * @param log where it is said; safe for use by several threads at once
 */
record Answers(
    String applicationId, String instance, InstantSource clock, Consumer<ModelStatus> log) {

  /** Says how far the bundle of a {@code PREPARE} has come. */
  void about(PreparedBundle bundle, ModelState state) {
    say(
        bundle.command().getId(),
        bundle.offset(),
        bundle.route(),
        bundle.model(),
        state,
        null,
        null);
  }

  /** Says what opening the bundle of a {@code PREPARE} came to. */
  void about(PreparedBundle bundle, Opened opened) {
    if (opened instanceof Opened.Refused refused) {
      say(
          bundle.command().getId(),
          bundle.offset(),
          bundle.route(),
          bundle.model(),
          ModelState.REJECTED,
          refused.reasonCode(),
          refused.message());
    } else {
      about(bundle, ModelState.PREPARED);
    }
  }

  /** Says how far the model of an activation has come. */
  void about(String route, Activation activation, ModelState state, @Nullable String message) {
    say(
        idOf(route, activation),
        activation.offset(),
        route,
        activation.model(),
        state,
        null,
        message);
  }

  /** Says that the model of an activation is not used here. */
  void about(String route, Activation activation, Opened.Refused refused) {
    say(
        idOf(route, activation),
        activation.offset(),
        route,
        activation.model(),
        ModelState.REJECTED,
        refused.reasonCode(),
        refused.message());
  }

  /** The configured bundle has no command. */
  private static String idOf(String route, Activation activation) {
    return activation.offset() < 0 ? activation.commandId() + "/" + route : activation.commandId();
  }

  /** Says that a model is out of use. */
  void retired(LoggedCommand logged, ModelCommand command, ModelId model) {
    say(
        command.getId(),
        logged.offset(),
        command.getRoute(),
        model,
        ModelState.RETIRED,
        null,
        null);
  }

  /** Says that a command does nothing. */
  void refused(LoggedCommand logged, Verdict.Refused refused) {
    ModelCommand command = logged.command();
    log.accept(
        status(
            command == null ? "offset/" + logged.offset() : command.getId(),
            logged.offset(),
            command == null ? "" : command.getRoute(),
            command == null ? null : command.getModel(),
            ModelState.REJECTED,
            refused.refusal().name(),
            refused.message()));
  }

  private void say(
      String commandId,
      long offset,
      String route,
      ModelId model,
      ModelState state,
      @Nullable String reasonCode,
      @Nullable String message) {
    log.accept(
        status(
            commandId,
            offset,
            route,
            new ModelReference(model.name(), model.version(), model.digest()),
            state,
            reasonCode,
            message));
  }

  private ModelStatus status(
      String commandId,
      long offset,
      String route,
      @Nullable ModelReference model,
      ModelState state,
      @Nullable String reasonCode,
      @Nullable String message) {
    return new ModelStatus(
        commandId,
        offset,
        applicationId,
        instance,
        route,
        model,
        state,
        reasonCode,
        message,
        clock.millis());
  }
}
