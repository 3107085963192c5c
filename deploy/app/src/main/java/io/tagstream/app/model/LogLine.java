package io.tagstream.app.model;

import io.tagstream.schemas.ModelCommand;
import io.tagstream.topology.control.Verdict;
import io.tagstream.topology.control.Verdict.Activate;
import io.tagstream.topology.control.Verdict.Refused;
import io.tagstream.topology.control.Verdict.Repeated;
import org.jspecify.annotations.Nullable;

/**
 * A command of the log in words.
 *
 * @param appended when the broker appended it, in milliseconds since the epoch; negative if the
 *     topic does not say
 * @param id identity of the command; empty if it cannot be read
 * @param effectiveFrom from which event time on it holds, if it is about that
 * @param isRefused whether it does nothing
 * @param verdict what every instance makes of it
 */
record LogLine(
    long offset,
    long appended,
    String id,
    String action,
    String route,
    String model,
    @Nullable Long effectiveFrom,
    boolean isRefused,
    String verdict) {

  static LogLine of(ControlLog.Entry entry) {
    ModelCommand command = entry.logged().command();
    long offset = entry.logged().offset();
    long appended = entry.logged().appendTime();
    boolean refused = entry.verdict() instanceof Refused;
    String verdict = Words.plain(words(entry.verdict()));
    if (command == null) {
      return new LogLine(offset, appended, "", "?", "", "", null, refused, verdict);
    }
    return new LogLine(
        offset,
        appended,
        command.getId(),
        command.getAction().name(),
        command.getRoute(),
        model(command, entry.verdict()),
        command.getEffectiveFrom(),
        refused,
        verdict);
  }

  private static String model(ModelCommand command, Verdict verdict) {
    return verdict instanceof Activate activate
        ? Words.model(activate.activation().model())
        : Words.model(command.getModel());
  }

  private static String words(Verdict verdict) {
    if (verdict instanceof Refused refused) {
      return refused.refusal() + ": " + refused.message();
    }
    return verdict instanceof Repeated ? "repeated, answered again" : "accepted";
  }
}
