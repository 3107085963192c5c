package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

@RequiresLibtorch
class CrfLossTest {
  private static final int TAGS = 3;
  private static final int TOKENS = 4;
  private static final List<int[]> SENTENCES =
      List.of(new int[] {1, 0}, new int[] {2}, new int[] {0, 2, 1, 1});

  private final Random random = new Random(11);
  private final float[] emissions = numbers(TOKENS * SENTENCES.size() * TAGS);
  private final float[] start = numbers(TAGS);
  private final float[] transitions = numbers(TAGS * TAGS);
  private final float[] end = numbers(TAGS);

  @Test
  void shouldBeTheLogarithmOfTheShareOfTheGoldPath() {
    try (Parameters parameters = parameters()) {
      assertThat((double) loss(parameters).item_float()).isCloseTo(bruteForce(), within(1e-4));
    }
  }

  @Test
  void shouldHaveTheGradientThatFiniteDifferencesShow() {
    try (Parameters parameters = parameters()) {
      loss(parameters).backward();

      assertGradient(parameters.get("emissions"), emissions);
      assertGradient(parameters.get("start"), start);
      assertGradient(parameters.get("transitions"), transitions);
      assertGradient(parameters.get("end"), end);
    }
  }

  private void assertGradient(Tensor tensor, float[] values) {
    float[] gradient = new float[values.length];
    tensor.grad().contiguous().<java.nio.FloatBuffer>createBuffer().get(gradient);
    for (int i = 0; i < values.length; i++) {
      float value = values[i];
      values[i] = value + 0.01f;
      double above = bruteForce();
      double width = values[i];
      values[i] = value - 0.01f;
      double slope = (above - bruteForce()) / (width - values[i]);
      values[i] = value;
      assertThat((double) gradient[i]).isCloseTo(slope, within(1e-3));
    }
  }

  private Parameters parameters() {
    Parameters parameters = new Parameters();
    parameters.add("emissions", emissions, TOKENS, SENTENCES.size(), TAGS);
    parameters.add("start", start, TAGS);
    parameters.add("transitions", transitions, TAGS, TAGS);
    parameters.add("end", end, TAGS);
    return parameters;
  }

  private static Tensor loss(Parameters parameters) {
    float[] mask = new float[TOKENS * SENTENCES.size()];
    for (int row = 0; row < SENTENCES.size(); row++) {
      for (int token = 0; token < SENTENCES.get(row).length; token++) {
        mask[token * SENTENCES.size() + row] = 1;
      }
    }
    CrfLoss crf =
        new CrfLoss(parameters.get("start"), parameters.get("transitions"), parameters.get("end"));
    return crf.of(
        parameters.get("emissions"),
        new GoldTags(SENTENCES, Tensor.create(mask, TOKENS, SENTENCES.size(), 1)));
  }

  private double bruteForce() {
    double loss = 0;
    for (int row = 0; row < SENTENCES.size(); row++) {
      int[] gold = SENTENCES.get(row);
      List<Double> scores = new ArrayList<>();
      for (int code = 0; code < Math.pow(TAGS, gold.length); code++) {
        int[] path = new int[gold.length];
        for (int token = 0, rest = code; token < path.length; token++, rest /= TAGS) {
          path[token] = rest % TAGS;
        }
        scores.add(score(path, row));
      }
      loss += Math.log(scores.stream().mapToDouble(Math::exp).sum()) - score(gold, row);
    }
    return loss;
  }

  private double score(int[] path, int row) {
    double score = (double) start[path[0]] + end[path[path.length - 1]];
    for (int token = 0; token < path.length; token++) {
      score += emissions[(token * SENTENCES.size() + row) * TAGS + path[token]];
      if (token > 0) {
        score += transitions[path[token - 1] * TAGS + path[token]];
      }
    }
    return score;
  }

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
