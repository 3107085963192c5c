package io.tagstream.model.evaluation.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.encoder.RecurrentState;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamState;
import io.tagstream.model.stream.StreamStateCodec.Precision;
import io.tagstream.model.stream.TokenEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoredStatesTest {
  private static final float THIRD = 1 / 3f;

  @Test
  void shouldHandOnWhatAStoreGivesBack() {
    assertThat(handedOn(Precision.FLOAT)).isEqualTo(THIRD);
    assertThat(handedOn(Precision.HALF)).isEqualTo(0.33325195f);
  }

  private static float handedOn(Precision precision) {
    List<StreamState> seen = new ArrayList<>();
    StoredStates stored =
        new StoredStates(
            (rules, events) -> {
              seen.add(Objects.requireNonNull(events.get(0).state()));
              return List.of();
            },
            precision);
    StreamState begin = StreamState.ofText(0, 0, "", null, 0, List.of(), List.of());
    StreamState state =
        new StreamState(
            begin.position(),
            begin.nextId(),
            begin.text(),
            begin.language(),
            new RecurrentState(new float[] {THIRD}, new float[0]),
            begin.boundary(),
            begin.restart(),
            begin.finalAfter(),
            begin.chain(),
            begin.sentences(),
            begin.spans(),
            begin.saidSentences());

    stored.readTokens(
        StreamRules.fragments(0),
        List.of(new TokenEvent(state, List.of(), List.of("a"), Set.of(), false)));

    return Objects.requireNonNull(seen.get(0).recurrent()).hidden()[0];
  }
}
