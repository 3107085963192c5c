package io.tagstream.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.TaggingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagDecoderTest {
  private static final TagSet ONE = TagSet.of(List.of("x"));

  @Test
  void shouldFollowTheSchemeEvenIfTheLogitsDoNot() {
    float[][] logits = {{0, 1, 9}, {0, 0, 9}, {5, 0, 0}};

    DecodedTags decoded = TagDecoder.softmax(ONE).decode(logits);

    assertThat(decoded.tags()).containsExactly("B-x", "I-x", "O");
    assertThat(decoded.spans())
        .extracting(ScoredSpan::span)
        .containsExactly(new TokenSpan("x", 0, 2));
  }

  @Test
  void shouldTakeTheTagWithTheLowerIdWhenScoresAreEqual() {
    assertThat(TagDecoder.softmax(ONE).decode(new float[4][3]).tags())
        .containsExactly("O", "O", "O", "O");
  }

  @Test
  void shouldScoreASpanOfOneTokenByHand() {
    // Permitted paths of one token: O and B-x, with odds 1 to 3.
    float[][] logits = {{0, (float) Math.log(3), 50}};

    ScoredSpan span = TagDecoder.softmax(ONE).decode(logits).spans().get(0);

    assertThat(span.score()).isCloseTo(0.75f, within(1e-6f));
  }

  @Test
  void shouldNotCountLongerSpansIntoTheScore() {
    // B-x then O or I-x with the same logit: half of the weight of B-x goes to the longer span.
    float[][] logits = {{-1000, 0, 0}, {0, -1000, 0}};

    ScoredSpan span = TagDecoder.softmax(ONE).decode(logits).spans().get(0);

    assertThat(span.span()).isEqualTo(new TokenSpan("x", 0, 1));
    assertThat(span.score()).isCloseTo(0.5f, within(1e-6f));
  }

  @Property(tries = 300)
  void shouldFindTheBestPathAndTheProbabilitiesThatEnumerationFinds(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 2) int labelCount,
      @ForAll @IntRange(min = 1, max = 5) int length,
      @ForAll boolean crf) {
    TagSet tags = TagSet.of(List.of("x", "y").subList(0, labelCount));
    CrfParameters parameters = crf ? parameters(random, tags.size()) : zeros(tags.size());
    float[][] logits = matrix(random, length, tags.size(), 3);
    TagDecoder decoder = crf ? TagDecoder.crf(tags, parameters) : TagDecoder.softmax(tags);

    DecodedTags decoded = decoder.decode(logits);

    Enumeration all = new Enumeration(tags, parameters, logits);
    assertThat(decoded.tags()).isEqualTo(all.bestTags);
    assertThat(decoded.spans()).extracting(ScoredSpan::span).isEqualTo(TokenSpan.of(all.bestTags));
    for (ScoredSpan span : decoded.spans()) {
      assertThat((double) span.score()).isCloseTo(all.probability(span.span()), within(1e-6));
    }
  }

  @Property(tries = 200)
  void shouldStayExactWithLogitsOfAnySize(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 4) int length) {
    TagSet tags = TagSet.of(List.of("x", "y"));
    CrfParameters parameters = parameters(random, tags.size());
    float[][] logits = matrix(random, length, tags.size(), 10_000);

    DecodedTags decoded = TagDecoder.crf(tags, parameters).decode(logits);

    Enumeration all = new Enumeration(tags, parameters, logits);
    assertThat(decoded.tags()).isEqualTo(all.bestTags);
    for (ScoredSpan span : decoded.spans()) {
      assertThat((double) span.score()).isCloseTo(all.probability(span.span()), within(1e-6));
    }
  }

  @Property(tries = 500)
  void shouldStayExactWhereSumsBeginToVanish(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 5) int length,
      @ForAll @IntRange(min = 5, max = 100) int scale) {
    TagSet tags = TagSet.of(List.of("x", "y"));
    CrfParameters parameters = parameters(random, tags.size());
    float[][] logits = matrix(random, length, tags.size(), scale);

    DecodedTags decoded = TagDecoder.crf(tags, parameters).decode(logits);

    Enumeration all = new Enumeration(tags, parameters, logits);
    assertThat(decoded.tags()).isEqualTo(all.bestTags);
    for (ScoredSpan span : decoded.spans()) {
      assertThat((double) span.score()).isCloseTo(all.probability(span.span()), within(1e-6));
    }
  }

  @Property(tries = 200)
  void shouldStayExactWithParametersOfAnySize(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 4) int length) {
    TagSet tags = TagSet.of(List.of("x", "y"));
    CrfParameters mild = parameters(random, tags.size());
    CrfParameters wild =
        new CrfParameters(
            mild.start(), matrix(random, tags.size(), tags.size(), 1_000), mild.end());
    float[][] logits = matrix(random, length, tags.size(), 1_000);

    DecodedTags decoded = TagDecoder.crf(tags, wild).decode(logits);

    Enumeration all = new Enumeration(tags, wild, logits);
    assertThat(decoded.tags()).isEqualTo(all.bestTags);
    for (ScoredSpan span : decoded.spans()) {
      assertThat((double) span.score()).isCloseTo(all.probability(span.span()), within(1e-6));
    }
  }

  @Test
  void shouldScoreWhenOnlyAnUnlikelyTagMayOpenAVeryLikelySpan() {
    float[][] logits = {{10_000, -10_000, 10_000}, {-10_000, -10_000, 30_001}};

    ScoredSpan span = TagDecoder.softmax(ONE).decode(logits).spans().get(0);

    assertThat(span.span()).isEqualTo(new TokenSpan("x", 0, 2));
    assertThat(span.score()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void shouldRefuseLogitsThatAreNotFinite(float logit) {
    assertThatThrownBy(
            () -> TagDecoder.softmax(ONE).decode(new float[][] {{0, 0, 0}, {0, logit, 0}}))
        .isInstanceOf(TaggingException.class)
        .hasMessageContaining("found " + logit);
  }

  @Test
  void shouldRefuseLogitsOfAnotherShape() {
    TagDecoder decoder = TagDecoder.softmax(ONE);

    assertThatThrownBy(() -> decoder.decode(new float[][] {{0, 0}}))
        .isInstanceOf(TaggingException.class)
        .hasMessageContaining("expected 3 a token, found 2");
    assertThatThrownBy(() -> decoder.decode(new float[0][]))
        .isInstanceOf(TaggingException.class)
        .hasMessageContaining("at least one token");
  }

  @Test
  void shouldRefuseParametersOfAnotherShapeOrBeyondNumbers() {
    float[][] square = new float[3][3];
    assertThatThrownBy(
            () -> TagDecoder.crf(ONE, new CrfParameters(new float[2], square, new float[3])))
        .hasMessageContaining("start: expected 3 numbers, one a tag, found 2");
    assertThatThrownBy(
            () ->
                TagDecoder.crf(ONE, new CrfParameters(new float[3], new float[2][3], new float[3])))
        .hasMessageContaining("transitions: expected 3 rows");
    square[1][2] = Float.NaN;
    assertThatThrownBy(
            () -> TagDecoder.crf(ONE, new CrfParameters(new float[3], square, new float[3])))
        .hasMessageContaining("transitions[1]: expected finite numbers, found NaN");
  }

  private static CrfParameters zeros(int tagCount) {
    return new CrfParameters(
        new float[tagCount], new float[tagCount][tagCount], new float[tagCount]);
  }

  private static CrfParameters parameters(Random random, int tagCount) {
    return new CrfParameters(
        matrix(random, 1, tagCount, 2)[0],
        matrix(random, tagCount, tagCount, 2),
        matrix(random, 1, tagCount, 2)[0]);
  }

  private static float[][] matrix(Random random, int rows, int columns, double scale) {
    float[][] matrix = new float[rows][columns];
    for (float[] row : matrix) {
      for (int i = 0; i < columns; i++) {
        row[i] = (float) (random.nextGaussian() * scale);
      }
    }
    return matrix;
  }

  /** The same by writing down every path of tags and leaving out those the scheme forbids. */
  private static final class Enumeration {
    private final List<List<String>> paths = new ArrayList<>();
    private final List<Double> scores = new ArrayList<>();
    private final List<String> bestTags;
    private final double best;

    Enumeration(TagSet tags, CrfParameters parameters, float[][] logits) {
      int[] path = new int[logits.length];
      do {
        List<String> names = Arrays.stream(path).mapToObj(tags::tag).toList();
        if (isPermitted(names)) {
          paths.add(names);
          scores.add(score(path, parameters, logits));
        }
      } while (advance(path, tags.size()));
      int first = 0;
      for (int i = 1; i < scores.size(); i++) {
        first = scores.get(i) > scores.get(first) ? i : first;
      }
      best = scores.get(first);
      bestTags = paths.get(first);
    }

    private static boolean isPermitted(List<String> names) {
      String previous = "O";
      for (String name : names) {
        if (name.startsWith("I-") && !previous.endsWith(name.substring(1))) {
          return false;
        }
        previous = name;
      }
      return true;
    }

    private static double score(int[] path, CrfParameters parameters, float[][] logits) {
      double score = parameters.start()[path[0]] + (double) parameters.end()[path[path.length - 1]];
      for (int i = 0; i < path.length; i++) {
        score += logits[i][path[i]];
        score += i == 0 ? 0 : parameters.transitions()[path[i - 1]][path[i]];
      }
      return score;
    }

    private static boolean advance(int[] path, int tagCount) {
      for (int i = path.length - 1; i >= 0; i--) {
        if (++path[i] < tagCount) {
          return true;
        }
        path[i] = 0;
      }
      return false;
    }

    double probability(TokenSpan span) {
      double with = 0;
      double all = 0;
      for (int i = 0; i < paths.size(); i++) {
        double weight = Math.exp(scores.get(i) - best);
        all += weight;
        with += TokenSpan.of(paths.get(i)).contains(span) ? weight : 0;
      }
      return with / all;
    }
  }
}
