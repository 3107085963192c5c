package io.tagstream.model.stream;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event of a stream whose tokens and sentences are known, as those of labelled data are, so that
 * a model is measured and not the tokenizer. Positions of the stream count tokens then.
 *
 * @param state the state after the event before, or {@code null} if the stream begins here
 * @param repeated the last {@link StreamState#pending} tokens of the stream
 * @param added what the event adds
 * @param sentenceBegins positions in the stream where a sentence begins, those among {@code
 *     repeated} included
 * @param ends whether nothing follows
 */
public record TokenEvent(
    @Nullable StreamState state,
    List<String> repeated,
    List<String> added,
    Set<Long> sentenceBegins,
    boolean ends) {
  public TokenEvent {
    repeated = List.copyOf(repeated);
    added = List.copyOf(added);
    sentenceBegins = Set.copyOf(sentenceBegins);
  }
}
