package io.tagstream.model.evaluation.incremental;

import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamState;
import io.tagstream.model.stream.StreamStateCodec;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.TokenEvent;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A tagger that makes bytes of every state between two events, as a state store does: what is lost
 * by keeping it less exactly shows in what is said. Safe for use by several threads at once if the
 * tagger is.
 */
public final class StoredStates implements TokenStreamTagger {
  private final TokenStreamTagger tagger;
  private final StreamStateCodec codec;

  /**
   * @param tagger the model; stays open
   * @param precision how exactly states are kept
   */
  public StoredStates(TokenStreamTagger tagger, StreamStateCodec.Precision precision) {
    this.tagger = tagger;
    codec = new StreamStateCodec(precision);
  }

  @Override
  public List<StreamStep> readTokens(StreamRules rules, List<TokenEvent> events) {
    return tagger.readTokens(rules, events.stream().map(this::stored).toList());
  }

  private TokenEvent stored(TokenEvent event) {
    StreamState state = event.state();
    return state == null
        ? event
        : new TokenEvent(
            codec.decode(ByteBuffer.wrap(codec.encode(state))),
            event.repeated(),
            event.added(),
            event.sentenceBegins(),
            event.ends());
  }
}
