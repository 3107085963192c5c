package io.tagstream.local.bench;

import io.tagstream.model.ModelId;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamState;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.StreamTagger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tagger that does nothing, to measure what is around it. It says nothing of a text; the states
 * it leaves are such as a model has left before, in turn, so that they take the room of real ones
 * in stores and topics, and compress as badly. Safe for use by several threads at once.
 */
final class IdleTagger implements StreamTagger {
  /**
   * Events of a stream before its state is taken, and states: more than a compressor looks back.
   */
  private static final int STREAMS = 64;

  private static final int EVENTS = 3;

  private final ModelId model;
  private final OptionalInt rightContext;
  private final List<StreamState> states;
  private final AtomicInteger turn = new AtomicInteger();

  private IdleTagger(ModelId model, OptionalInt rightContext, List<StreamState> states) {
    this.model = model;
    this.rightContext = rightContext;
    this.states = List.copyOf(states);
  }

  /** Makes one in place of a model for texts on their own. */
  static IdleTagger inPlaceOf(ModelId model) {
    return new IdleTagger(model, OptionalInt.empty(), List.of());
  }

  /**
   * Makes one in place of a model that reads streams.
   *
   * @param tagger asked for states now, and not used later
   * @param texts what the streams say, as often as needed; at least one
   */
  static IdleTagger inPlaceOf(StreamTagger tagger, StreamRules rules, List<String> texts) {
    List<@Nullable StreamState> states = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      states.add(null);
    }
    for (int turn = 0; turn < EVENTS; turn++) {
      List<StreamEvent> events = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        String text = texts.get((turn * STREAMS + i) % texts.size());
        events.add(StreamEvent.of(states.get(i), text));
      }
      states.clear();
      tagger.read(rules, events).forEach(step -> states.add(step.state()));
    }
    List<StreamState> left = states.stream().flatMap(Stream::ofNullable).toList();
    return new IdleTagger(tagger.model(), tagger.rightContext(), left);
  }

  @Override
  public ModelId model() {
    return model;
  }

  @Override
  public OptionalInt rightContext() {
    return rightContext;
  }

  @Override
  public List<Tagging> tag(List<Text> texts) {
    return texts.stream().map(text -> new Tagging(List.of(), List.of())).toList();
  }

  @Override
  public List<StreamStep> read(StreamRules rules, List<StreamEvent> events) {
    return events.stream().map(this::step).toList();
  }

  private StreamStep step(StreamEvent event) {
    StreamState state = states.get(Math.floorMod(turn.getAndIncrement(), states.size()));
    long end = state.position();
    long begin = Math.max(0, end - event.text().codePointCount(0, event.text().length()));
    return new StreamStep(state, begin, end, List.of(), List.of(), List.of(), end);
  }

  @Override
  public void close() {}
}
