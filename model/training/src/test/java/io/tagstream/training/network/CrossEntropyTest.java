package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@RequiresLibtorch
@SuppressWarnings("try") // scopes work by being open
class CrossEntropyTest {
  private static final int CLASSES = 4;
  private static final long[] LABELS = {2, 0, 2};

  private final float[] logits = PlainLoss.numbers(LABELS.length * CLASSES, 3);

  static Stream<Arguments> ways() {
    float[] weights = {0.5f, 1, 2, 3};
    return Stream.of(
        Arguments.of(0.0, null),
        Arguments.of(0.2, null),
        Arguments.of(0.0, weights),
        Arguments.of(0.2, weights));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void shouldBeWhatPlainDoublesSay(double smoothing, float @Nullable [] weights) {
    try (PointerScope scope = new PointerScope();
        Parameters parameters = new Parameters()) {
      Tensor tensor = parameters.add("logits", logits, LABELS.length, CLASSES);

      Tensor loss = new CrossEntropy(smoothing, weights).of(tensor, Tensor.create(LABELS));
      loss.backward();

      assertThat((double) loss.item_float()).isCloseTo(plain(smoothing, weights), within(1e-5));
      PlainLoss.assertGradient(tensor, logits, () -> plain(smoothing, weights));
    }
  }

  @Test
  void shouldMakeAllClassesCountTheSame() {
    ClassWeights weights = ClassWeights.balanced(Map.of("intent", new double[] {6, 2, 0, 4}));

    assertThat(weights.of("intent")).containsExactly(0.5f, 1.5f, 0, 0.75f);
    assertThat(weights.of("another")).isNull();
  }

  private double plain(double smoothing, float @Nullable [] weights) {
    double loss = 0;
    for (int row = 0; row < LABELS.length; row++) {
      double sum = 0;
      for (int i = 0; i < CLASSES; i++) {
        sum += Math.exp(logits[row * CLASSES + i]);
      }
      double ofRow = 0;
      for (int i = 0; i < CLASSES; i++) {
        double wanted = (i == LABELS[row] ? 1 - smoothing : 0) + smoothing / CLASSES;
        ofRow -= wanted * (logits[row * CLASSES + i] - Math.log(sum));
      }
      loss += ofRow * (weights == null ? 1 : weights[(int) LABELS[row]]);
    }
    return loss / LABELS.length;
  }
}
