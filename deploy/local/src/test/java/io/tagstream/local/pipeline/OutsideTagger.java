package io.tagstream.local.pipeline;

import io.tagstream.model.ModelId;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamState;
import io.tagstream.model.stream.StreamStateCodec;
import io.tagstream.model.stream.StreamStateCodec.Precision;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.StreamTagger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A tagger that is wrong on purpose: what the forward layers know of a stream is held here, outside
 * the store, and what goes into the store lacks it. As long as the process lives nobody notices.
 */
final class OutsideTagger implements StreamTagger {
  private static final StreamStateCodec CODEC = new StreamStateCodec(Precision.FLOAT);

  private final StreamTagger tagger;

  /** By the bytes of the state without it. */
  private final Map<ByteBuffer, StreamState> outside = new ConcurrentHashMap<>();

  OutsideTagger(StreamTagger tagger) {
    this.tagger = tagger;
  }

  @Override
  public List<StreamStep> read(StreamRules rules, List<StreamEvent> events) {
    List<StreamStep> steps = new ArrayList<>();
    for (StreamEvent event : events) {
      StreamState whole = whole(event.state());
      StreamStep step =
          tagger.read(rules, new StreamEvent(whole, event.text(), event.language(), event.ends()));
      StreamState stored = withoutRecurrent(step.state());
      outside.put(ByteBuffer.wrap(CODEC.encode(stored)), step.state());
      steps.add(
          new StreamStep(
              stored,
              step.begin(),
              step.end(),
              step.sentences(),
              step.spans(),
              step.edits(),
              step.finalAfter()));
    }
    return steps;
  }

  private @Nullable StreamState whole(@Nullable StreamState stored) {
    return stored == null
        ? null
        : outside.getOrDefault(ByteBuffer.wrap(CODEC.encode(stored)), stored);
  }

  private static StreamState withoutRecurrent(StreamState state) {
    return new StreamState(
        state.position(),
        state.nextId(),
        state.text(),
        state.language(),
        null,
        state.boundary(),
        state.restart(),
        state.finalAfter(),
        state.chain(),
        state.sentences(),
        state.spans(),
        state.saidSentences());
  }

  @Override
  public OptionalInt rightContext() {
    return tagger.rightContext();
  }

  @Override
  public ModelId model() {
    return tagger.model();
  }

  @Override
  public List<Tagging> tag(List<Text> texts) {
    return tagger.tag(texts);
  }

  @Override
  public void close() {
    tagger.close();
  }
}
