package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@RequiresLibtorch
class ParametersTest {

  @Test
  void shouldKeepConstantsBesideWhatIsTrained() {
    try (Parameters parameters = new Parameters()) {
      parameters.addWeight("weight", new float[] {1, 2}, 1, 2);
      parameters.addConstant("table", new float[] {3, 4, 5}, 3);

      assertThat(parameters.names()).containsExactly("weight");
      assertThat(parameters.count()).isEqualTo(2);
      assertThat(parameters.get("table").requires_grad()).isFalse();
      try (Parameters zeros = parameters.zeros()) {
        assertThat(zeros.values("weight")).containsExactly(0, 0);
        assertThat(zeros.values("table")).containsExactly(3, 4, 5);
      }
      assertThat(parameters.values("table")).containsExactly(3, 4, 5);
    }
  }
}
