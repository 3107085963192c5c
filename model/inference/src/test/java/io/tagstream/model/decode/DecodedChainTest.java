package io.tagstream.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DecodedChainTest {
  private static final TagSet TAGS = TagSet.of(List.of("city", "date"));

  @Property(tries = 200)
  void shouldSettleOnlyWhatTheWholeChainSaysToo(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int tokens) {
    Random random = new Random(seed);
    TagDecoder decoder = TagDecoder.crf(TAGS, parameters(random));
    float[][] logits = logits(random, tokens);

    List<Integer> pieces = new ArrayList<>();
    ChainStart start = null;
    int begin = 0;
    for (int end = 1; end <= tokens; end++) {
      DecodedChain chain = decoder.decode(start, Arrays.copyOfRange(logits, begin, end));
      int settled = end == tokens ? end - begin : chain.settled(end - begin);
      for (int token = 0; token < settled; token++) {
        pieces.add(chain.tag(token));
      }
      if (settled > 0) {
        start = chain.after(settled);
        begin += settled;
      }
    }

    DecodedChain whole = decoder.decode(null, logits);
    for (int token = 0; token < tokens; token++) {
      assertThat(pieces.get(token)).isEqualTo(whole.tag(token));
    }
  }

  @Test
  void shouldSettleNothingThatAnotherPathMayStillChange() {
    TagDecoder decoder = TagDecoder.softmax(TAGS);
    // The second token continues a city if the first begins one; the third will tell.
    float[][] open = {{0, 0.1f, -9, -9, -9}, {0, -9, 0.05f, -9, -9}};

    DecodedChain chain = decoder.decode(null, open);

    assertThat(chain.settled(2)).isZero();
    assertThat(chain.spans()).hasSize(1);
  }

  @Test
  void shouldGoOnWithASpanThatWasSettledOpen() {
    TagDecoder decoder = TagDecoder.softmax(TAGS);
    int city = TAGS.id("B-city");

    DecodedChain chain =
        decoder.decode(
            new ChainStart(city, 3), new float[][] {{0, -9, 5, -9, 5.1f}, {4, 0, 0, 0, 0}});

    // I-date scores more, but may not follow B-city.
    assertThat(TAGS.tag(chain.tag(0))).isEqualTo("I-city");
    assertThat(chain.spans().get(0).span()).isEqualTo(new TokenSpan("city", 0, 1));
    // Of the paths after B-city, those with I-city and then a tag that does not prolong it.
    double free = Math.exp(4) + 2;
    double all = Math.exp(5) * (free + 1) + free + Math.exp(-9) * (free + 1);
    assertThat((double) chain.spans().get(0).score())
        .isCloseTo(Math.exp(5) * free / all, within(1e-6));
  }

  private static CrfParameters parameters(Random random) {
    float[][] transitions = new float[TAGS.size()][];
    for (int from = 0; from < transitions.length; from++) {
      transitions[from] = numbers(random, TAGS.size());
    }
    return new CrfParameters(
        numbers(random, TAGS.size()), transitions, numbers(random, TAGS.size()));
  }

  private static float[][] logits(Random random, int tokens) {
    float[][] logits = new float[tokens][];
    for (int token = 0; token < tokens; token++) {
      logits[token] = numbers(random, TAGS.size());
    }
    return logits;
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
