package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.decode.TagSet;
import io.tagstream.training.network.GoldTags.Borders;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("try") // scopes work by being open
@RequiresLibtorch
class CrfLossTest {
  private static final int TAGS = 5;
  private static final int TOKENS = 4;
  private static final List<int[]> SENTENCES =
      List.of(new int[] {1, 0}, new int[] {3}, new int[] {0, 1, 2, 0}, new int[] {0, 0});
  private static final List<OpenTags> CLOSED = Collections.nCopies(4, OpenTags.NONE);

  /** In some rows the data does not speak of tags 3 and 4, B- and I- of the second label. */
  private static final List<OpenTags> OPEN =
      List.of(
          OpenTags.NONE,
          new OpenTags(Set.of(3, 4)),
          new OpenTags(Set.of(3, 4)),
          new OpenTags(Set.of(3, 4)));

  /** This row is from the middle of a sentence: neither its start nor its end are scored. */
  private static final int CUT_OFF = 3;

  private static final List<Borders> BORDERS =
      List.of(Borders.WHOLE, Borders.WHOLE, Borders.WHOLE, new Borders(false, false));

  private final float[] emissions = PlainLoss.numbers(TOKENS * SENTENCES.size() * TAGS, 11);
  private final float[] start = PlainLoss.numbers(TAGS, 12);
  private final float[] transitions = PlainLoss.numbers(TAGS * TAGS, 13);
  private final float[] end = PlainLoss.numbers(TAGS, 14);

  static Stream<List<OpenTags>> openTags() {
    return Stream.of(CLOSED, OPEN);
  }

  @ParameterizedTest
  @MethodSource("openTags")
  void shouldBeTheLogarithmOfTheShareOfTheRightPaths(List<OpenTags> open) {
    try (PointerScope scope = new PointerScope();
        Parameters parameters = parameters()) {
      assertThat((double) loss(parameters, open).item_float())
          .isCloseTo(bruteForce(open), within(1e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("openTags")
  void shouldHaveTheGradientThatFiniteDifferencesShow(List<OpenTags> open) {
    try (PointerScope scope = new PointerScope();
        Parameters parameters = parameters()) {
      loss(parameters, open).backward();

      DoubleSupplier plain = () -> bruteForce(open);
      PlainLoss.assertGradient(parameters.get("emissions"), emissions, plain);
      PlainLoss.assertGradient(parameters.get("start"), start, plain);
      PlainLoss.assertGradient(parameters.get("transitions"), transitions, plain);
      PlainLoss.assertGradient(parameters.get("end"), end, plain);
    }
  }

  @ParameterizedTest
  @MethodSource("openTags")
  void shouldStayFiniteWhereNoRightPathIsLikely(List<OpenTags> open) {
    Arrays.fill(emissions, 200);
    for (int row = 0; row < SENTENCES.size(); row++) {
      int[] gold = SENTENCES.get(row);
      for (int token = 0; token < gold.length; token++) {
        emissions[(token * SENTENCES.size() + row) * TAGS + gold[token]] = -200;
      }
    }
    try (PointerScope scope = new PointerScope();
        Parameters parameters = parameters()) {
      Tensor loss = loss(parameters, open);
      loss.backward();

      assertThat(loss.item_float()).isBetween(400f, 9 * 400f + 100);
      assertThat(parameters.get("emissions").grad().isfinite().all().item_bool()).isTrue();
      assertThat(parameters.get("transitions").grad().isfinite().all().item_bool()).isTrue();
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

  private static Tensor loss(Parameters parameters, List<OpenTags> open) {
    CrfLoss crf =
        new CrfLoss(parameters.get("start"), parameters.get("transitions"), parameters.get("end"));
    int[] lengths = SENTENCES.stream().mapToInt(tags -> tags.length).toArray();
    return crf.of(
        parameters.get("emissions"),
        new GoldTags(SENTENCES, open, BORDERS, PlainLoss.mask(TOKENS, lengths)));
  }

  private double bruteForce(List<OpenTags> open) {
    double loss = 0;
    for (int row = 0; row < SENTENCES.size(); row++) {
      int[] gold = SENTENCES.get(row);
      double all = 0;
      double right = 0;
      for (int code = 0; code < Math.pow(TAGS, gold.length); code++) {
        int[] path = new int[gold.length];
        for (int token = 0, rest = code; token < path.length; token++, rest /= TAGS) {
          path[token] = rest % TAGS;
        }
        double score = Math.exp(score(path, row));
        all += score;
        right += isRight(path, row, open.get(row)) ? score : 0;
      }
      loss += Math.log(all) - Math.log(right);
    }
    return loss;
  }

  private static boolean isRight(int[] path, int row, OpenTags open) {
    int[] gold = SENTENCES.get(row);
    TagSet tags = TagSet.of(List.of("annotated", "other"));
    for (int token = 0; token < path.length; token++) {
      boolean mayBe =
          path[token] == gold[token] || (gold[token] == 0 && open.ids().contains(path[token]));
      boolean valid =
          token == 0
              ? row == CUT_OFF || tags.allowsFirst(path[token])
              : tags.allows(path[token - 1], path[token]);
      if (!mayBe || !valid) {
        return false;
      }
    }
    return true;
  }

  private double score(int[] path, int row) {
    double score = row == CUT_OFF ? 0 : (double) start[path[0]] + end[path[path.length - 1]];
    for (int token = 0; token < path.length; token++) {
      score += emissions[(token * SENTENCES.size() + row) * TAGS + path[token]];
      if (token > 0) {
        score += transitions[path[token - 1] * TAGS + path[token]];
      }
    }
    return score;
  }
}
