package io.tagstream.model.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestKeyTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', abc, 3",
    "abc, '', 3",
    "kitten, sitting, 3",
    "flaw, lawn, 2",
    "topic, topics, 1",
    "same, same, 0",
  })
  void shouldCountInsertionsDeletionsAndSubstitutions(String left, String right, int distance) {
    assertThat(NearestKey.editDistance(left, right)).isEqualTo(distance);
  }

  @Test
  void shouldTakeFirstInAlphabetOfEquallyNearKeys() {
    assertThat(NearestKey.to("b", List.of("c", "a"))).isEqualTo("a");
  }

  @Property
  void shouldBeMetric(
      @ForAll @AlphaChars @StringLength(max = 8) String a,
      @ForAll @AlphaChars @StringLength(max = 8) String b,
      @ForAll @AlphaChars @StringLength(max = 8) String c) {
    int distance = NearestKey.editDistance(a, b);

    assertThat(distance).isEqualTo(NearestKey.editDistance(b, a));
    assertThat(distance == 0).isEqualTo(a.equals(b));
    assertThat(NearestKey.editDistance(a, c))
        .isLessThanOrEqualTo(distance + NearestKey.editDistance(b, c));
  }
}
