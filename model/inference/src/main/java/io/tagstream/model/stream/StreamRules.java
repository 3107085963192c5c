package io.tagstream.model.stream;

import java.util.Objects;

/**
 * How streams are read. A stream is read by the same rules until another model takes over.
 *
 * @param mode what an event is
 * @param rightContext R, tokens after a token that are read again with every event before its tags
 *     settle; of a model without recurrent state W, the words at the end of the stream that are
 *     read again with every event; only {@link Mode#FRAGMENT} asks for it
 * @param delay how many tokens must follow the first one of a span before it is said, 0 for none;
 *     only {@link Mode#FRAGMENT} asks for it. A span that has been said grows at once.
 */
public record StreamRules(Mode mode, int rightContext, int delay) {
  /** Longest right context: all of it is encoded again with every event. */
  public static final int MAX_TOKENS = 512;

  /** Longest right context that a recurrent model is trained for: what it needs is far less. */
  public static final int MAX_RECURRENT = 64;

  /** Longest delay. */
  public static final int MAX_DELAY = 64;

  public StreamRules {
    Objects.requireNonNull(mode, "mode");
    verify("rightContext", rightContext, MAX_TOKENS);
    verify("delay", delay, MAX_DELAY);
  }

  private static void verify(String name, int tokens, int most) {
    if (tokens < 0 || tokens > most) {
      throw new IllegalArgumentException(
          name + ": expected 0 to " + most + " tokens, found " + tokens);
    }
  }

  /** What an event of a stream is. */
  public enum Mode {
    /**
     * A whole text, say a turn of a conversation. The forward layers know the turns before; what is
     * said of an event is final.
     */
    UTTERANCE,
    /**
     * A piece of one running text, cut anywhere. What has been said may be taken back while the
     * text goes on.
     */
    FRAGMENT
  }

  /** Events are whole texts. */
  public static StreamRules utterances() {
    return new StreamRules(Mode.UTTERANCE, 0, 0);
  }

  /** Events are pieces of a text, and nothing is held back. */
  public static StreamRules fragments(int rightContext) {
    return new StreamRules(Mode.FRAGMENT, rightContext, 0);
  }
}
