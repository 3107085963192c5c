package io.tagstream.model.evaluation.incremental;

import io.tagstream.model.stream.StreamState;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.TokenEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream has been read. Immutable, so a stream can be read on from one place again and
 * again.
 *
 * @param state the state after the last event, or {@code null} at the begin
 * @param pending the tokens that are given again with the next event
 * @param sentenceBegins where sentences begin among these, in tokens of the stream
 */
record StreamCursor(@Nullable StreamState state, List<String> pending, Set<Long> sentenceBegins) {
  static final StreamCursor BEGIN = new StreamCursor(null, List.of(), Set.of());

  StreamCursor {
    pending = List.copyOf(pending);
    sentenceBegins = Set.copyOf(sentenceBegins);
  }

  /** Returns the length of the stream in tokens. */
  long position() {
    return state == null ? 0 : state.position();
  }

  /**
   * Returns the next event.
   *
   * @param begins where sentences begin among the added tokens, in tokens of the stream
   */
  TokenEvent event(List<String> added, Collection<Long> begins, boolean ends) {
    Set<Long> all = new TreeSet<>(sentenceBegins);
    all.addAll(begins);
    return new TokenEvent(state, pending, added, all, ends);
  }

  /** Returns where the stream is after an event. */
  static StreamCursor after(TokenEvent event, StreamStep step) {
    List<String> tokens = new ArrayList<>(event.repeated());
    tokens.addAll(event.added());
    int pending = step.state().pending();
    long boundary = step.state().position() - pending;
    Set<Long> begins = new TreeSet<>(event.sentenceBegins());
    begins.removeIf(begin -> begin < boundary);
    return new StreamCursor(
        step.state(), tokens.subList(tokens.size() - pending, tokens.size()), begins);
  }
}
