package io.tagstream.model.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestKeyTest {

  @Test
  void shouldFindTheKeyThatWasMeant() {
    List<String> keys = List.of("training.seed", "training.epochs", "network.hidden.size");

    assertThat(NearestKey.to("trainnig.epoch", keys)).isEqualTo("training.epochs");
  }

  @Test
  void shouldTakeTheFirstInTheAlphabetOfEquallyNearKeys() {
    assertThat(NearestKey.to("b", List.of("c", "a"))).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({"kitten, sitting, 3", "'', abc, 3", "same, same, 0", "flaw, lawn, 2"})
  void shouldCountEdits(String left, String right, int distance) {
    assertThat(NearestKey.editDistance(left, right)).isEqualTo(distance);
  }
}
