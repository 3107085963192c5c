package io.tagstream.topology.control;

import io.tagstream.model.ModelId;
import io.tagstream.schemas.ModelAction;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelReference;
import org.jspecify.annotations.Nullable;

/** A control topic in memory: commands that come one a second. */
final class Commands {
  static final ModelId CONFIGURED = model("configured");

  private final ModelHistory history;
  private long offset;

  Commands(ModelHistory history) {
    this.history = history;
  }

  static ModelId model(String name) {
    return new ModelId(name, "1", "digest of " + name);
  }

  /** The bundle of a model, as a command prepares it. */
  static PreparedBundle bundle(String name) {
    return new PreparedBundle(
        "default",
        model(name),
        command("prepare " + name, ModelAction.PREPARE, "default", name, null),
        0);
  }

  /** When the command with an offset is appended. */
  static long appendTime(long offset) {
    return 1_000_000 + 1_000 * offset;
  }

  /** When the next command will be appended. */
  long now() {
    return appendTime(offset);
  }

  Verdict prepare(String name) {
    return apply(ModelAction.PREPARE, name, null);
  }

  Verdict activate(String name, long effectiveFrom) {
    return apply(ModelAction.ACTIVATE, name, effectiveFrom);
  }

  Verdict rollBack(long effectiveFrom) {
    return apply(ModelAction.ROLLBACK, null, effectiveFrom);
  }

  Verdict retire(String name) {
    return apply(ModelAction.RETIRE, name, null);
  }

  Verdict apply(ModelAction action, @Nullable String name, @Nullable Long effectiveFrom) {
    return apply(command("command " + offset, action, "default", name, effectiveFrom));
  }

  Verdict apply(@Nullable ModelCommand command) {
    Verdict verdict = history.apply(new LoggedCommand(offset, now(), command));
    offset++;
    return verdict;
  }

  static ModelCommand command(
      String id,
      ModelAction action,
      String route,
      @Nullable String name,
      @Nullable Long effectiveFrom) {
    ModelId model = name == null ? null : model(name);
    return new ModelCommand(
        id,
        action,
        route,
        model == null ? null : new ModelReference(model.name(), model.version(), model.digest()),
        action == ModelAction.PREPARE ? "file:///models/" + name + ".tar.gz" : null,
        null,
        null,
        null,
        effectiveFrom);
  }
}
