package io.tagstream.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.decode.TokenSpan;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SpanPairTest {
  private static final TokenSpan SONG = new TokenSpan("song", 2, 5);

  @Test
  void shouldPairSpansOfTheSameTokensFirst() {
    TokenSpan same = new TokenSpan("artist", 2, 5);

    assertThat(SpanPair.of(List.of(SONG), List.of(same))).containsExactly(new SpanPair(SONG, same));
  }

  @Test
  void shouldPairASpanWithTheOneItSharesMostWith() {
    TokenSpan little = new TokenSpan("song", 2, 3);
    TokenSpan much = new TokenSpan("artist", 3, 6);

    assertThat(SpanPair.of(List.of(SONG), List.of(little, much)))
        .containsExactly(new SpanPair(SONG, much), new SpanPair(null, little));
  }

  @Test
  void shouldCallASpanMissedIfNothingTouchesIt() {
    TokenSpan beside = new TokenSpan("song", 5, 6);

    assertThat(SpanPair.of(List.of(SONG), List.of(beside)))
        .containsExactly(new SpanPair(SONG, null), new SpanPair(null, beside));
  }

  @Property
  void shouldPairEverySpanOnce(
      @ForAll @Size(max = 8) List<Boolean> gold, @ForAll @Size(max = 8) List<Boolean> predicted) {
    List<TokenSpan> left = spans(gold);
    List<TokenSpan> right = spans(predicted);

    List<SpanPair> pairs = SpanPair.of(left, right);

    assertThat(pairs.stream().flatMap(pair -> Stream.ofNullable(pair.gold())))
        .containsExactlyInAnyOrderElementsOf(left);
    assertThat(pairs.stream().flatMap(pair -> Stream.ofNullable(pair.predicted())))
        .containsExactlyInAnyOrderElementsOf(right);
  }

  private static List<TokenSpan> spans(List<Boolean> tagged) {
    return TokenSpan.of(tagged.stream().map(inside -> inside ? "I-song" : "O").toList());
  }
}
