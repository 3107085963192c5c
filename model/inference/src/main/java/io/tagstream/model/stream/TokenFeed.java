package io.tagstream.model.stream;

import io.tagstream.model.stream.Window.WindowToken;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of labelled data, which are whole and in sentences already. Positions count tokens, and
 * there is no text. Used by one thread, for one event.
 */
final class TokenFeed implements StreamFeed {
  private final StreamState state;
  private final TokenEvent event;

  TokenFeed(StreamState state, TokenEvent event) {
    this.state = state;
    this.event = event;
    verifyRepeated(state, event);
  }

  /** Refuses other tokens than those that are read again. */
  static void verifyRepeated(StreamState state, TokenEvent event) {
    if (event.repeated().size() != state.pending()) {
      throw new IllegalArgumentException(
          "repeated: expected the last %d tokens of the stream, found %d"
              .formatted(state.pending(), event.repeated().size()));
    }
  }

  @Override
  public Window window() {
    List<String> words = new ArrayList<>(event.repeated());
    words.addAll(event.added());
    List<WindowToken> tokens = new ArrayList<>(words.size());
    for (int i = 0; i < words.size(); i++) {
      long begin = state.boundary() + i;
      tokens.add(new WindowToken(words.get(i), begin, begin + 1));
    }
    NavigableSet<Long> begins = new TreeSet<>(event.sentenceBegins());
    return new Window(
        tokens, tokens.size(), begins, begins.isEmpty() ? -1 : begins.last(), false, false);
  }

  /** No text is kept. */
  @Override
  public List<String> context() {
    return List.of();
  }

  @Override
  public long position() {
    return state.position() + event.added().size();
  }

  @Override
  public String surface(long begin, long end) {
    return "";
  }

  @Override
  public long restart(long boundary, long openBegin, long openEnd) {
    return boundary;
  }

  @Override
  public @Nullable String language() {
    return null;
  }

  @Override
  public String kept(long restart) {
    return "";
  }
}
