package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.decode.TagSet;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresLibtorch
@SuppressWarnings("try") // scopes work by being open
class SoftmaxLossTest {
  private static final int TAGS = 5;
  private static final int TOKENS = 3;
  private static final List<int[]> GOLD = List.of(new int[] {0, 1, 2}, new int[] {0, 0});

  /** Of the second row alone. */
  private static final OpenTags OPEN =
      OpenTags.of(TagSet.of(List.of("song", "artist")), List.of("artist"));

  private final float[] logits = PlainLoss.numbers(TOKENS * GOLD.size() * TAGS, 4);

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void shouldBeWhatPlainDoublesSay(double smoothing) {
    try (PointerScope scope = new PointerScope();
        Parameters parameters = new Parameters()) {
      Tensor tensor = parameters.add("logits", logits, TOKENS, GOLD.size(), TAGS);
      GoldTags gold =
          new GoldTags(GOLD, List.of(OpenTags.NONE, OPEN), PlainLoss.mask(TOKENS, 3, 2));

      Tensor loss = new SoftmaxLoss(smoothing).of(tensor, gold);
      loss.backward();

      assertThat((double) loss.item_float()).isCloseTo(plain(smoothing), within(1e-4));
      PlainLoss.assertGradient(tensor, logits, () -> plain(smoothing));
    }
  }

  private double plain(double smoothing) {
    return token(0, 0, smoothing, 0)
        + token(1, 0, smoothing, 1)
        + token(2, 0, smoothing, 2)
        // A row begins with no I-, so there the open tag is B- alone.
        + token(0, 1, smoothing, 0, 3)
        + token(1, 1, smoothing, 0, 3, 4);
  }

  private double token(int token, int row, double smoothing, int... right) {
    double all = 0;
    double ofRight = 0;
    double sum = 0;
    for (int tag = 0; tag < TAGS; tag++) {
      double logit = logits[(token * GOLD.size() + row) * TAGS + tag];
      all += Math.exp(logit);
      sum += logit;
      for (int one : right) {
        ofRight += one == tag ? Math.exp(logit) : 0;
      }
    }
    double mean = sum / TAGS - Math.log(all);
    return -(1 - smoothing) * Math.log(ofRight / all) - smoothing * mean;
  }
}
