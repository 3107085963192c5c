package io.tagstream.model.evaluation.incremental;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventTimerTest {
  private static final List<List<String>> SENTENCES =
      List.of(List.of("play", "some", "music"), List.of("rain", "today"));

  private final Clock clock = new Clock();
  private final EventTimer timer =
      new EventTimer(clock, new StreamStateCodec(Precision.FLOAT), () -> clock.now);

  /** A tagger by which an event takes as many microseconds as the stream had words before it. */
  private static final class Clock implements StreamTagger {
    private final List<StreamState> given = new ArrayList<>();
    private final Set<StreamState> made = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> texts = new LinkedHashSet<>();
    private long now;
    private int events;

    @Override
    public List<StreamStep> read(StreamRules rules, List<StreamEvent> events) {
      return events.stream().map(this::read).toList();
    }

    private StreamStep read(StreamEvent event) {
      StreamState before = event.state();
      long words = before == null ? 0 : before.position();
      if (before != null) {
        given.add(before);
      }
      texts.add(event.text());
      events++;
      now += 1000 * words;
      long after = words + event.text().split("\\s").length;
      StreamState state = StreamState.ofText(after, 0, "", null, after, List.of(), List.of());
      made.add(state);
      return new StreamStep(state, words, after, List.of(), List.of(), List.of(), after);
    }

    @Override
    public OptionalInt rightContext() {
      return OptionalInt.of(0);
    }

    @Override
    public ModelId model() {
      return new ModelId("clock", "1", "00");
    }

    @Override
    public List<Tagging> tag(List<Text> texts) {
      throw new UnsupportedOperationException("expected events of streams only");
    }

    @Override
    public void close() {}
  }

  @Test
  void shouldTimeWordsWhereTheStreamIs() {
    Map<Integer, Double> micros =
        timer.microsPerEvent(StreamRules.fragments(0), SENTENCES, EventTimer.POSITIONS);

    // After a place come three words or two: the second one of them is the median.
    assertThat(micros)
        .containsExactly(Map.entry(50, 51.0), Map.entry(500, 501.0), Map.entry(5000, 5001.0));
    assertThat(clock.texts).contains("play ", "some ", "music\n", "rain ", "today\n");
  }

  @Test
  void shouldTimeWholeTextsWhereTheyAreTurns() {
    Map<Integer, Double> micros =
        timer.microsPerEvent(StreamRules.utterances(), SENTENCES, EventTimer.POSITIONS);

    assertThat(micros)
        .containsExactly(Map.entry(50, 50.0), Map.entry(500, 500.0), Map.entry(5000, 5000.0));
    assertThat(clock.texts).contains("play some music\n", "rain today\n");
  }

  @Test
  void shouldReadEveryStateFromItsBytes() {
    timer.microsPerEvent(StreamRules.fragments(0), SENTENCES, EventTimer.POSITIONS);

    assertThat(clock.given).isNotEmpty().noneMatch(clock.made::contains);
  }

  @Test
  void shouldNotReadLittleDataMoreThanIsNeeded() {
    timer.microsPerEvent(StreamRules.fragments(0), SENTENCES, EventTimer.POSITIONS);

    int gone = 5000 / 50;
    assertThat(clock.events).isEqualTo(gone + 5 * 4 * 3);
  }
}
