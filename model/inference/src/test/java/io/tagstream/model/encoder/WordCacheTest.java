package io.tagstream.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordCacheTest {
  @Test
  void shouldHoldWordsThatKeepComingUpAndForgetTheOthers() {
    WordCache<float[]> cache = new WordCache<>(4);
    float[] kept = {1};
    cache.put("kept", kept);
    cache.put("once", new float[] {2});

    for (int i = 0; i < 20; i++) {
      cache.put("word" + i, new float[] {i});
      assertThat(cache.get("kept")).isSameAs(kept);
    }

    assertThat(cache.get("once")).isNull();
    assertThat(cache.get("word19")).containsExactly(19);
  }

  @Test
  void shouldHoldNoMoreThanTwoGenerations() {
    WordCache<float[]> cache = new WordCache<>(4);
    for (int i = 0; i < 100; i++) {
      cache.put("word" + i, new float[] {i});
    }

    assertThat(cache.size()).isLessThanOrEqualTo(8);
  }

  @Test
  void shouldNameItsWordsThoseThatCameUpLastAtTheEnd() {
    WordCache<float[]> cache = new WordCache<>(2);
    for (String word : List.of("a", "b", "c")) {
      cache.put(word, new float[] {1});
    }
    cache.get("a");

    assertThat(cache.words()).containsExactlyInAnyOrder("a", "b", "c").startsWith("b");
  }
}
