package io.tagstream.model.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AxisTest {

  @Test
  void shouldTickAtRoundNumbers() {
    Axis axis = Axis.holding(0.63, 96.4);

    assertThat(axis.ticks()).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
    assertThat(axis.label(20)).isEqualTo("20");
    assertThat(axis.position(50)).isEqualTo(0.5);
  }

  @Test
  void shouldStayReadableWhereAllIsTheSame() {
    assertThat(Axis.holding(0, 0).label(0)).isEqualTo("0.0");
    assertThat(Axis.holding(95.5, 95.5).position(95.5)).isBetween(0.0, 1.0);
  }

  @Test
  void shouldCountWholeNumbersEvenOfASingleOne() {
    assertThat(Axis.counting(1, 8).ticks()).containsExactly(2.0, 4.0, 6.0, 8.0);
    assertThat(Axis.counting(1, 3).ticks()).containsExactly(1.0, 2.0, 3.0);
    assertThat(Axis.counting(1, 1).position(1)).isEqualTo(0.5);
  }

  @Property
  void shouldHoldWhatItIsMadeFor(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double one,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double other) {
    Axis axis = Axis.holding(Math.min(one, other), Math.max(one, other));

    assertThat(axis.position(one)).isBetween(-1e-6, 1 + 1e-6);
    assertThat(axis.position(other)).isBetween(-1e-6, 1 + 1e-6);
    assertThat(axis.ticks().size()).isBetween(2, 9);
  }
}
