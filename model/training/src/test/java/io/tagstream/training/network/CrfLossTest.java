package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.recurrent.WordIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

@RequiresLibtorch
class CrfLossTest {
  private static final int TAGS = 3;
  private static final int TOKENS = 4;
  private static final List<TrainingSentence> SENTENCES =
      List.of(sentence(1, 0), sentence(2), sentence(0, 2, 1, 1));

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
      assertGradient(parameters.get(ParameterNames.CRF_START), start);
      assertGradient(parameters.get(ParameterNames.CRF_TRANSITIONS), transitions);
      assertGradient(parameters.get(ParameterNames.CRF_END), end);
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
    parameters.add(ParameterNames.CRF_START, start, TAGS);
    parameters.add(ParameterNames.CRF_TRANSITIONS, transitions, TAGS, TAGS);
    parameters.add(ParameterNames.CRF_END, end, TAGS);
    return parameters;
  }

  private static Tensor loss(Parameters parameters) {
    Batch batch = Batch.of(SENTENCES, word -> word);
    return new CrfLoss(parameters).of(parameters.get("emissions"), batch, SENTENCES);
  }

  private double bruteForce() {
    double loss = 0;
    for (int row = 0; row < SENTENCES.size(); row++) {
      int[] gold = SENTENCES.get(row).tags();
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

  private static TrainingSentence sentence(int... tags) {
    WordIds word = new WordIds(1, new int[] {0}, new int[] {1});
    return new TrainingSentence(
        Collections.nCopies(tags.length, word), Arrays.copyOf(tags, tags.length), -1);
  }
}
